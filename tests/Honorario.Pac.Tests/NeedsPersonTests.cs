using Honorario.Pac.Tests.World;

namespace Honorario.Pac.Tests;

/// <summary>What a PAC answers that no waiting mends is told apart from what passes.</summary>
public class NeedsPersonTests
{
    [Theory]
    [InlineData("300", "El usuario o contraseña son inválidos", PacWait.Person)]
    [InlineData("702", "RFC no registrado en la cuenta", PacWait.Person)]
    [InlineData("703", "Cuenta suspendida", PacWait.Person)]
    [InlineData("708", "No se pudo conectar al SAT", PacWait.Hours)]
    [InlineData("711", "Error con el certificado", PacWait.Person)]
    [InlineData("718", "Se acabaron los timbres", PacWait.Person)]
    [InlineData("740", "Manifiesto sin firmar", PacWait.Person)]
    public async Task Finkok_says_of_a_stamp_what_only_a_person_can_mend(string code, string words, PacWait wait)
    {
        await using var sandbox = await Sandbox.StartAsync();
        using var client = new Client(PacKind.Finkok, sandbox.Url);
        await sandbox.SayAsync("stamp", code, words);

        var answer = await client.StampAsync(Papers.Sealed());

        answer.Should().BeOfType<StampAnswer.Unavailable>().Which.Wait.Should().Be(wait);
    }

    [Theory]
    [InlineData("708", "No se pudo conectar al SAT", PacWait.Hours)]
    [InlineData("711", "Error con el certificado", PacWait.Person)]
    [InlineData("799", "UUID excede el límite de las 5 peticiones", PacWait.Person)]
    [InlineData("", "Error: Emisor EKU9003173C9 no tiene certificado 30001000000500003416 activo asignado", PacWait.Person)]
    [InlineData("", "Invalid Passphrase", PacWait.Person)]
    [InlineData("", "Invalid Username or Password", PacWait.Person)]
    public async Task Finkok_says_of_a_cancellation_what_only_a_person_can_mend(string code, string words, PacWait wait)
    {
        var answer = await CancelAsync(PacKind.Finkok, code, words);

        answer.Should().BeOfType<CancelAnswer.Unavailable>().Which.Wait.Should().Be(wait);
    }

    [Theory]
    [InlineData("798", "Ya existe una solicitud previa, debe esperar 72 horas")]
    [InlineData("", "Already Cancelled")]
    [InlineData("", "Already en BufferCancellation")]
    public async Task A_request_that_Finkok_already_has_is_followed_at_SAT(string code, string words)
    {
        var answer = await CancelAsync(PacKind.Finkok, code, words);

        answer.Should().BeOfType<CancelAnswer.PendingAcceptance>();
    }

    [Theory]
    [InlineData("", "CACFDI33 - Problemas con el xml.", "CA305 - Certificado Inválido.", "305")]
    [InlineData("", "CACFDI33 - Problemas con el xml.", "CR1310. Clave de motivo de cancelación no válida", "207")]
    [InlineData("", "CACFDI33 - Problemas con los campos.", "Son necesarios el .Cer y el .Key en formato B64", "CACFDI33")]
    [InlineData("CA205", "UUID no existente", "", "205")]
    public async Task SW_refuses_a_request_with_its_code_in_words_in_the_detail_or_not_at_all(string code, string words, string detail, string expected)
    {
        var answer = await CancelAsync(PacKind.SwSapien, code, words, detail);

        var rejected = answer.Should().BeOfType<CancelAnswer.Rejected>().Subject;
        rejected.Code.Should().Be(expected);
        rejected.Message.Should().MatchRegex("[a-z]{4,}");
    }

    [Theory]
    [InlineData("CACFDI33 - Error no controlado")]
    [InlineData("CASD - Acuse sin descripción específica.")]
    public async Task What_SW_can_not_explain_is_asked_again(string words)
    {
        (await CancelAsync(PacKind.SwSapien, "", words)).Should().BeOfType<CancelAnswer.Unavailable>().Which.Wait.Should().Be(PacWait.Minutes);
    }

    private static async Task<CancelAnswer> CancelAsync(PacKind kind, string code, string words, string detail = "")
    {
        await using var sandbox = await Sandbox.StartAsync();
        using var client = new Client(kind, sandbox.Url);
        var document = (await client.StampedAsync(Papers.Sealed())).Printed();
        await sandbox.SayAsync("cancel", code, words, detail);
        using var other = new Client(kind, sandbox.Url);
        return await other.CancelAsync(new CancelRequest(document, "02", null, Papers.Csd));
    }
}
