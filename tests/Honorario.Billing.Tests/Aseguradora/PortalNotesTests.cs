using System.IO.Compression;
using Honorario.Billing.Aseguradora;
using Honorario.Billing.Facturacion;
using Honorario.Billing.NotasDeCredito;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Honorario.Billing.Tests.World;
using Honorario.Cfdi.Reading;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Tests.Aseguradora;

/// <summary>What a credit note is to the insurer: seen with its invoice, handed out, and off what it owes.</summary>
public class PortalNotesTests(Databases databases)
{
    public static TheoryData<Server> Both => Databases.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_note_is_seen_and_handed_out_with_its_own_invoice_and_to_its_own_insurer_only(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        var (invoice, other) = (await world.StampedAsync(1000m), await world.StampedAsync(2000m));
        var portal = await Portal.OpenAsync(world.Billing, "GSA010101AB3");
        var stranger = await Portal.OpenAsync(world.Billing, "EKU9003173C9");
        var id = await CreditAsync(world, invoice.Id, 400m);
        var uuid = invoice.Uuid!.Value;
        (await portal.View.RunAsync(uuid, CancellationToken.None))!.Notes.Should().BeEmpty("a note without a stamp is the practice's own affair");
        await world.DispatchAsync();

        var seen = (await portal.View.RunAsync(uuid, CancellationToken.None))!;
        var note = seen.Notes.Single();
        (note.Id, note.Total, note.Reason, note.Status, seen.Invoice.Balance)
            .Should()
            .Be((id, 360m, "Sin autorización previa", CreditNoteStatus.Timbrada, 540m));
        var xml = (await XmlAsync(portal, uuid, note.Uuid!.Value))!;
        CfdiReader.Read(xml.Content).Document!.TipoDeComprobante.Should().Be("E");
        var stop = CancellationToken.None;
        var pdf = await portal.Files.OfNoteAsync(uuid, note.Uuid.Value, (files, one) => files.PdfAsync(one, stop), stop);
        var zip = await ZipAsync((await portal.Files.OfNoteAsync(uuid, note.Uuid.Value, (files, one) => files.ZipAsync(one, stop), stop))!);
        zip.Entries.Select(entry => entry.Name).Should().BeEquivalentTo(xml.Name, pdf!.Name);

        (await XmlAsync(portal, other.Uuid!.Value, note.Uuid.Value)).Should().BeNull();
        (await XmlAsync(portal, uuid, uuid)).Should().BeNull();
        (await XmlAsync(stranger, uuid, note.Uuid.Value)).Should().BeNull();
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task The_inbox_tells_and_orders_what_is_owed_between_two_days(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        var (credited, cancelled, early) = (await world.StampedAsync(3000m), await world.StampedAsync(5000m), await world.StampedAsync(2000m));
        await CreditAsync(world, credited.Id, 2000m);
        (await world.CancelAsync(cancelled.Id)).Problems.Should().BeEmpty();
        await world.DispatchAsync();
        await using (var db = world.Billing.Storage.Open())
            await db
                .Invoices().Where(row => row.Id == early.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.IssueDate, BillingWorld.Today.AddDays(-10)));
        var portal = await Portal.OpenAsync(world.Billing, "GSA010101AB3");
        async Task<PortalInbox> InAsync(PortalFilter filter) => (await portal.Room.ListAsync(filter, CancellationToken.None))!;

        var all = await InAsync(new PortalFilter(Order: new(PortalColumn.Saldo)));
        var today = await InAsync(new PortalFilter(From: BillingWorld.Today, To: BillingWorld.Today));
        var before = await InAsync(new PortalFilter(To: BillingWorld.Today.AddDays(-10)));

        all.Page.Rows.Select(row => (row.Uuid, row.Balance)).Should().Equal((cancelled.Uuid!, 0m), (credited.Uuid!, 900m), (early.Uuid!, 1800m));
        (await InAsync(new PortalFilter(Order: new(PortalColumn.Saldo, Descending: true)))).Page.Rows[0].Uuid.Should().Be(early.Uuid!);
        (all.Total, all.Owed).Should().Be((9000m, 2700m));
        today.Page.Rows.Select(row => row.Uuid).Should().BeEquivalentTo([credited.Uuid!, cancelled.Uuid!]);
        (today.Owed, before.Page.Count, before.Owed).Should().Be((900m, 1, 1800m));

        using var csv = new MemoryStream();
        await (
            await portal.Room.ExportAsync(new PortalFilter(From: BillingWorld.Today), SheetFormat.Csv, CancellationToken.None)
        )!.WriteAsync(csv, CancellationToken.None);
        System
            .Text.Encoding.UTF8.GetString(csv.ToArray())
            .Should()
            .Contain(credited.Uuid!.Value)
            .And.Contain(cancelled.Uuid!.Value)
            .And.NotContain(early.Uuid!.Value);
        var zip = await ZipAsync(
            (await new HandOutReceived(portal.Room).RunAsync(new PortalFilter(From: BillingWorld.Today), CancellationToken.None))!
                .Value
                .Value!);
        zip.Entries.Select(entry => Path.GetExtension(entry.Name)).Order().Should().Equal(".pdf", ".pdf", ".xml", ".xml");
        (await new HandOutReceived(portal.Room).RunAsync(new PortalFilter("nada"), CancellationToken.None)).Should().BeNull();
    }

    private static async Task<Guid> CreditAsync(PagosWorld world, Guid invoice, decimal amount)
    {
        MedicalService service;
        await using (var db = world.Billing.Storage.Open())
            service = await db.InvoiceLines().Where(line => line.InvoiceId == invoice).Select(line => line.Service).SingleAsync();
        var form = new CreditNoteForm(invoice, new Dictionary<Guid, decimal> { [service.Id] = amount }, "Sin autorización previa");
        var issued = await world.AsAsync((IssueCreditNote use) => use.RunAsync(form, CancellationToken.None));
        issued.Problems.Should().BeEmpty();
        return issued.Value;
    }

    private static async Task<ZipArchive> ZipAsync(StreamedFile file)
    {
        var content = new MemoryStream();
        await file.WriteAsync(content, CancellationToken.None);
        content.Position = 0;
        return new ZipArchive(content);
    }

    private static Task<Download?> XmlAsync(Portal portal, string uuid, string note) =>
        portal.Files.OfNoteAsync(uuid, note, (files, id) => files.XmlAsync(id, CancellationToken.None), CancellationToken.None);
}
