using Honorario.Billing.RegistroDeServicios.Importar;
using Honorario.Billing.Tests.World;

namespace Honorario.Billing.Tests.RegistroDeServicios;

/// <summary>
/// Examples out of the FHIR R4 specification itself (hl7.fhir.r4.examples 4.0.1, HL7, CC0): each is read, or named by path. None is passed over in silence.
/// </summary>
public class Hl7ExamplesTests(Databases databases)
{
    [Fact]
    public async Task The_CMS_1500_claim_is_read_with_the_patient_and_the_coverage_that_it_contains()
    {
        var desk = await DeskWorld.NewAsync(databases, Server.Sqlite);
        var read = FhirServices.Read(Example("Claim-MED-00050"));
        var row = read.Value.Rows.Single();

        (row[ServiceField.Paciente], row[ServiceField.Aseguradora], row[ServiceField.Poliza]).Should().Be(("Alvina Ashcraft", "Humana Inc.", "10138556"));
        (row[ServiceField.Folio], row[ServiceField.CPT4], row[ServiceField.Fecha]).Should().Be(("MED-00050", "62264", "2015-10-13"));
        row[ServiceField.Monto].Should().Be("12500 USD");
        using var preview = await desk.Import.PreviewAsync("claim.json", read.Value.Rows, read.Value.NotUnderstood, null, CancellationToken.None);
        preview.Unknown.Should().Equal("Humana Inc.");
        preview.Rows.Single().Problems.Select(problem => problem.Field).Should().BeEquivalentTo("Aseguradora", "Monto");
    }

    [Theory]
    [InlineData("ChargeItem-example", "ChargeItem.code", "01510")]
    [InlineData("Claim-660150", "Claim.item[0].productOrService", "exam")]
    [InlineData("Procedure-physical-therapy", "Procedure.code", "Assessment of passive range of motion")]
    [InlineData("Encounter-example", "Encounter", "Encounter")]
    [InlineData("Bundle-10bb101f-a121-4264-a920-67be9cb82c74", "Bundle.entry[0].resource", "MessageHeader")]
    public void What_is_no_service_with_a_CPT_code_is_named_by_its_path(string example, string path, string named)
    {
        var read = FhirServices.Read(Example(example));

        read.Value.Rows.Should().BeEmpty();
        read.Value.NotUnderstood.Should().ContainSingle(problem => problem.Field == path && problem.Message.Contains(named, StringComparison.Ordinal));
    }

    [Fact]
    public void Two_claims_that_call_their_patients_alike_keep_them_apart()
    {
        static string Claim(string id, string name) =>
            $$"""
            { "resource": { "resourceType": "Claim", "id": "{{id}}", "status": "active", "use": "claim", "created": "2026-03-18",
              "contained": [{ "resourceType": "Patient", "id": "p", "name": [{ "text": "{{name}}" }] }], "patient": { "reference": "#p" },
              "type": { "coding": [{ "code": "professional" }] }, "priority": { "coding": [{ "code": "normal" }] }, "provider": { "display": "Dra. Casas" },
              "insurance": [{ "sequence": 1, "focal": true, "coverage": { "display": "x" } }],
              "item": [{ "sequence": 1, "productOrService": { "coding": [{ "system": "http://www.ama-assn.org/go/cpt", "code": "99213" }] },
                "net": { "value": 800, "currency": "MXN" } }] } }
            """;

        var read = FhirServices.Read(System.Text.Encoding.UTF8.GetBytes(
            $$"""{ "resourceType": "Bundle", "type": "collection", "entry": [{{Claim("a", "Ana Uno")}}, {{Claim("b", "Berta Dos")}}] }"""));

        read.Value.Rows.Select(row => row[ServiceField.Paciente]).Should().Equal("Ana Uno", "Berta Dos");
    }

    [Theory]
    [InlineData("Claim-MED-00050", "\"status\": \"active\",\n  \"type\"", "\"status\": \"cancelled\",\n  \"type\"", "Claim.status")]
    [InlineData("ChargeItem-example", "\"billable\"", "\"not-billable\"", "ChargeItem.status")]
    [InlineData("Procedure-physical-therapy", "\"completed\"", "\"not-done\"", "Procedure.status")]
    public void What_was_not_done_or_is_not_charged_is_no_service_and_is_named(string example, string was, string becomes, string path)
    {
        var changed = System.Text.Encoding.UTF8.GetString(Example(example)).Replace("\r", "", StringComparison.Ordinal);
        changed.Should().Contain(was);

        var read = FhirServices.Read(System.Text.Encoding.UTF8.GetBytes(changed.Replace(was, becomes, StringComparison.Ordinal)));

        read.Value.Rows.Should().BeEmpty();
        read.Value.NotUnderstood.Should().ContainSingle(problem => problem.Field == path);
    }

    private static byte[] Example(string name)
    {
        using var stream = typeof(Hl7ExamplesTests).Assembly.GetManifestResourceStream($"Hl7/{name}.json")!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
