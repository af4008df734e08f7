using System.Text;
using Honorario.Billing.RegistroDeServicios;
using Honorario.Billing.RegistroDeServicios.Importar;
using Honorario.Billing.Tests.World;

namespace Honorario.Billing.Tests.RegistroDeServicios;

public class FhirAndAgendaTests(Databases databases)
{
    private const string Bundle =
        """
        {
          "resourceType": "Bundle", "type": "collection",
          "entry": [
            { "fullUrl": "urn:uuid:1", "resource": { "resourceType": "Patient", "id": "p1",
              "name": [{ "given": ["Íñigo", "Juan"], "family": "Peña" }], "telecom": [{ "system": "phone", "value": "5512345678" }] } },
            { "fullUrl": "urn:uuid:2", "resource": { "resourceType": "Organization", "id": "o1", "name": "General de Salud" } },
            { "resource": { "resourceType": "Coverage", "id": "c1", "status": "active", "beneficiary": { "reference": "urn:uuid:1" },
              "subscriberId": "GS-1", "payor": [{ "reference": "Organization/o1" }],
              "costToBeneficiary": [{ "type": { "coding": [{ "code": "copay" }] }, "valueMoney": { "value": 150, "currency": "MXN" } }] } },
            { "resource": { "resourceType": "Procedure", "id": "pr1", "status": "completed", "subject": { "reference": "Patient/p1" },
              "code": { "coding": [{ "system": "http://www.ama-assn.org/go/cpt", "code": "99213" }] }, "performedDateTime": "2026-03-17T10:30:00-06:00" } },
            { "resource": { "resourceType": "ChargeItem", "id": "ch1", "status": "billable", "subject": { "reference": "Patient/p1" },
              "identifier": [{ "value": "F-1" }], "code": { "coding": [{ "system": "http://www.ama-assn.org/go/cpt", "code": "99213" }] },
              "service": [{ "reference": "Procedure/pr1" }], "quantity": { "value": 1 }, "priceOverride": { "value": 850.50, "currency": "MXN" } } },
            { "resource": { "resourceType": "Claim", "id": "cl1", "status": "active", "use": "claim", "created": "2026-03-18", "patient": { "reference": "Patient/p1" },
              "type": { "coding": [{ "code": "professional" }] }, "priority": { "coding": [{ "code": "normal" }] }, "provider": { "display": "Dra. Casas" },
              "identifier": [{ "value": "R-9" }], "insurance": [{ "sequence": 1, "focal": true, "coverage": { "reference": "Coverage/c1" }, "preAuthRef": ["AUT-3"] }],
              "item": [
                { "sequence": 1, "servicedDate": "2026-03-18", "productOrService": { "coding": [{ "system": "http://www.ama-assn.org/go/cpt", "code": "99203" }] },
                  "modifier": [{ "coding": [{ "system": "http://www.ama-assn.org/go/cpt", "code": "25" }] }], "quantity": { "value": 2 }, "unitPrice": { "value": 400, "currency": "MXN" } },
                { "sequence": 2, "productOrService": { "coding": [{ "system": "http://example.org/fhir/oralservicecodes", "code": "1200" }] }, "net": { "value": 135.57, "currency": "USD" } }] } },
            { "resource": { "resourceType": "Observation", "id": "x", "status": "final", "code": { "text": "peso" } } }
          ]
        }
        """;

    [Fact]
    public async Task A_FHIR_bundle_becomes_the_same_preview_and_what_is_not_understood_is_named_by_its_path()
    {
        var desk = await DeskWorld.NewAsync(databases, Server.Sqlite);
        var content = Encoding.UTF8.GetBytes(Bundle);
        FhirServices.Looks(content).Should().BeTrue();
        var read = FhirServices.Read(content);

        var preview = await desk.Import.PreviewAsync("bundle.json", read.Value.Rows, read.Value.NotUnderstood, null, CancellationToken.None);

        preview.Rows.Should().OnlyContain(row => row.Kind == ImportKind.Nuevo && row.Doubts.Count == 0);
        var (charge, claim) = (preview.Rows[0].Service!, preview.Rows[1].Service!);
        (charge.Folio, charge.Patient, charge.Amount, charge.Copay, charge.PolicyNumber, charge.Time).Should()
            .Be(("F-1", "Íñigo Juan Peña", 850.50m, 150m, "GS-1", new TimeOnly(10, 30)));
        ($"{claim.Code}", claim.Units, claim.Amount, claim.Authorization, claim.PerformedBy).Should().Be(("99203-25", 2, 800m, "AUT-3", "Dra. Casas"));
        read.Value.NotUnderstood.Select(problem => problem.Field).Should()
            .Contain(["Bundle.entry[5].resource.item[1].productOrService", "Bundle.entry[6].resource"]);
        var applied = await desk.Import.ApplyAsync(preview, new ImportAnswers(), null, CancellationToken.None);
        applied.Value!.Added.Should().Be(2);
    }

    [Fact]
    public void A_resource_alone_without_a_CPT_code_is_named_and_what_is_no_FHIR_is_refused()
    {
        var alone = FhirServices.Read("""
            {"resourceType":"ChargeItem","id":"example","status":"billable","subject":{"reference":"Patient/example"},
             "code":{"coding":[{"system":"http://fhir.de/CodeSystem/billing-service-codes","code":"01510"}]}}
            """u8.ToArray());
        var xml = FhirServices.Read("""<Observation xmlns="http://hl7.org/fhir"><status value="final"/><code><text value="peso"/></code></Observation>"""u8
            .ToArray());
        var broken = FhirServices.Read("{\"resourceType\": "u8.ToArray());

        alone.Value.Rows.Should().BeEmpty();
        alone.Value.NotUnderstood.Should().Contain(problem => problem.Field == "ChargeItem.code" && problem.Message.Contains("01510"));
        xml.Value.NotUnderstood.Should().Contain(problem => problem.Field == "Observation");
        broken.Problems.Single().Field.Should().Be("File");
    }

    [Fact]
    public async Task An_amount_in_dollars_is_not_taken_for_pesos()
    {
        var desk = await DeskWorld.NewAsync(databases, Server.Sqlite);
        var read = FhirServices.Read(Encoding.UTF8.GetBytes(Bundle.Replace("\"value\": 850.50, \"currency\": \"MXN\"",
            "\"value\": 850.50, \"currency\": \"USD\"")));

        var preview = await desk.Import.PreviewAsync("bundle.json", read.Value.Rows, [], null, CancellationToken.None);

        preview.Rows[0].Problems.Single().Message.Should().Contain("850.5 USD");
    }

    [Fact]
    public async Task The_appointments_of_a_day_propose_services_in_the_hour_of_Mexico()
    {
        var desk = await DeskWorld.NewAsync(databases, Server.Sqlite);
        const string Agenda =
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//prueba//ES\r\n"
            + "BEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260301T000000Z\r\nDTSTART:20260320T163000Z\r\nDTEND:20260320T170000Z\r\nSUMMARY:Paciente de Prueba\r\nEND:VEVENT\r\n"
            + "BEGIN:VEVENT\r\nUID:2\r\nDTSTAMP:20260301T000000Z\r\nDTSTART:20260313T120000\r\nDTEND:20260313T123000\r\nRRULE:FREQ=WEEKLY\r\nSUMMARY:Persona Nueva\r\nEND:VEVENT\r\n"
            + "BEGIN:VEVENT\r\nUID:3\r\nDTSTAMP:20260301T000000Z\r\nDTSTART:20260321T120000\r\nDTEND:20260321T123000\r\nSUMMARY:Otro día\r\nEND:VEVENT\r\n"
            + "BEGIN:VEVENT\r\nUID:4\r\nDTSTAMP:20260301T000000Z\r\nDTSTART:20260320T130000\r\nDTEND:20260320T133000\r\nSTATUS:CANCELLED\r\nSUMMARY:Cancelada\r\nEND:VEVENT\r\n"
            + "END:VCALENDAR\r\n";
        var agenda = new AgendaServices(desk.Propose);

        var read = await agenda.RunAsync(Encoding.UTF8.GetBytes(Agenda), BillingWorld.Today, CancellationToken.None);
        var none = await agenda.RunAsync("nada"u8.ToArray(), BillingWorld.Today, CancellationToken.None);

        read.Value!.Select(one => (one.Time, one.Title)).Should().Equal((new TimeOnly(10, 30), "Paciente de Prueba"), (new TimeOnly(12, 0), "Persona Nueva"));
        read.Value![0].Patient!.Id.Should().Be(desk.World.PatientId);
        read.Value[1].Patient.Should().BeNull();
        none.Problems.Single().Field.Should().Be("File");
    }

    [Theory]
    [InlineData(2026, 3, 14, 2026, 3, 15)]
    [InlineData(2026, 3, 20, 2026, 3, 20)]
    [InlineData(2026, 3, 27, 2026, 3, 20)]
    public void An_agenda_opens_on_the_next_day_with_appointments_or_the_last_that_had_some(int year, int month, int day, int toYear, int toMonth, int toDay)
    {
        static string On(string at) => $"BEGIN:VEVENT\r\nUID:{at}\r\nDTSTAMP:20260301T000000Z\r\nDTSTART:{at}T120000\r\nSUMMARY:Cita\r\nEND:VEVENT\r\n";
        var agenda = Encoding.UTF8.GetBytes($"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//prueba//ES\r\n{On("20260315")}{On("20260320")}END:VCALENDAR\r\n");
        AgendaServices.Nearest(agenda, new DateOnly(year, month, day)).Should().Be(new DateOnly(toYear, toMonth, toDay));
    }
}
