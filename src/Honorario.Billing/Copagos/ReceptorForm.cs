using Honorario.Billing.Correo;
using Honorario.Billing.DatosFiscales;
using Honorario.Cfdi;
using Honorario.Cfdi.Catalogs;
using Receptor = Honorario.Cfdi.Documents.Receptor;

namespace Honorario.Billing.Copagos;

/// <summary>What the patient's Constancia de Situación Fiscal says, the use of the invoice and where to send it.</summary>
public sealed record ReceptorForm(string Rfc, string Nombre, string CodigoPostal, string RegimenFiscal, string UsoCfdi, string Email)
{
    /// <summary>Honorarios médicos, dentales y gastos hospitalarios.</summary>
    public const string Suggested = "D01";

    private const int NombreLength = 300;
    private static readonly string[] OfOtherDocuments = ["CP01", "CN01"];

    public static ReceptorForm Empty { get; } = new("", "", "", "", Suggested, "");

    /// <summary>The regimes of a person, by code.</summary>
    public static IReadOnlyList<RegimenEntry> Regimenes { get; } =
        [.. SatCatalogs.RegimenFiscal.Values.Where(regimen => regimen.Fisica && regimen.To is null).OrderBy(regimen => regimen.Code, StringComparer.Ordinal)];

    /// <summary>The uses that SAT allows to a person of a regime, the suggested first; all of a person's when the regime is not known.</summary>
    public static IReadOnlyList<UsoEntry> Usos(string regimen) =>
    [
        .. SatCatalogs.UsoCfdi.Values
            .Where(uso => uso.Fisica && !OfOtherDocuments.Contains(uso.Code)
                && (uso.Regimenes.Contains(regimen) || !SatCatalogs.RegimenFiscal.ContainsKey(regimen)))
            .OrderBy(uso => uso.Code != Suggested).ThenBy(uso => uso.Code, StringComparer.Ordinal),
    ];

    /// <summary>This form with what the person's Constancia de Situación Fiscal (a PDF) says; use and e-mail stay where they may.</summary>
    public Result<ReceptorForm> With(byte[] constancia)
    {
        var read = Constancia.Read(constancia);
        if (read.Value is not { } data)
            return read.Problems.ToList();
        if (data.Rfc.IsPersonaMoral)
            return new Problem(
                nameof(Constancia), $"La Constancia es de {data.Nombre}, una empresa: el copago se factura al paciente, con su propia Constancia.");
        var regimen = data.Regimenes.FirstOrDefault(code => Regimenes.Any(known => known.Code == code)) ?? "";
        var usos = Usos(regimen);
        return this with
        {
            Rfc = data.Rfc.Value,
            Nombre = data.Nombre,
            CodigoPostal = data.CodigoPostal,
            RegimenFiscal = regimen,
            UsoCfdi = usos.Any(uso => uso.Code == UsoCfdi) ? UsoCfdi : usos.Count > 0 ? usos[0].Code : UsoCfdi,
        };
    }

    /// <summary>The receiver as a CFDI names it, or what to mend.</summary>
    internal Result<Receptor> Read()
    {
        var problems = new List<Problem>();
        var known = Cfdi.Rfc.TryParse(Rfc, out var rfc);
        if (!known)
            problems.Add(new Problem(nameof(Rfc), "El RFC no tiene la forma correcta: son 13 caracteres, como en tu Constancia de Situación Fiscal."));
        else if (rfc!.IsPersonaMoral || rfc.IsGeneric)
            problems.Add(new Problem(nameof(Rfc), "El copago se factura al paciente: escribe el RFC de 13 caracteres de una persona física."));
        var nombre = EditEmisor.CleanNombre(Rfc, Nombre);
        if (nombre.Length is 0 or > NombreLength || nombre.Contains('|'))
            problems.Add(new Problem(nameof(Nombre), "Escribe el nombre como aparece en tu Constancia de Situación Fiscal, sin el signo |."));
        var placed = PostalCode.TryParse(CodigoPostal, out var place);
        if (!placed)
            problems.Add(new Problem(nameof(CodigoPostal), "Escribe el código postal de cinco dígitos de tu domicilio fiscal.", "CFDI40147"));
        if (Regimenes.All(regimen => regimen.Code != RegimenFiscal))
            problems.Add(new Problem(nameof(RegimenFiscal), "Elige el régimen fiscal de tu Constancia.", "CFDI40157"));
        else if (Usos(RegimenFiscal).All(uso => uso.Code != UsoCfdi))
            problems.Add(new Problem(nameof(UsoCfdi),
                $"El SAT no permite ese uso con el régimen {RegimenFiscal}. Con él valen: {string.Join(", ", Usos(RegimenFiscal).Select(uso => uso.Code))}.",
                "CFDI40161"));
        if (!IsEmailOrNothing(Email))
            problems.Add(new Problem(nameof(Email), "El correo no tiene la forma correcta: escríbelo como nombre@dominio.mx o déjalo vacío."));
        return problems.Count > 0 ? problems : new Receptor(rfc!.Value, nombre, place!.Value, RegimenFiscal, UsoCfdi);
    }

    internal static bool IsEmailOrNothing(string email) =>
        email.Trim() is var trimmed && (trimmed.Length == 0 || (!trimmed.Any(letter => char.IsWhiteSpace(letter) || letter is ',' or ';')
            && QueueMail.IsAddress(trimmed) && trimmed[trimmed.LastIndexOf('@')..].Contains('.')));
}
