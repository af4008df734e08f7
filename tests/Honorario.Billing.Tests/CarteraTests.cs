using Honorario.Cfdi.Amounts;
using Honorario.Billing.DatosFiscales;
using System.IO.Compression;
using Honorario.Billing.Cancelacion;
using Honorario.Billing.Cartera;
using Honorario.Billing.ComplementosPago;
using Honorario.Billing.Facturacion;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Honorario.Billing.Tests.World;
using Honorario.Billing.Timbrado;
using Honorario.Cfdi;
using Honorario.Cfdi.Reading;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Tests;

/// <summary>What is owed, withheld and handed to the accountant, of a world whose figures are known.</summary>
public class CarteraTests(Databases databases)
{
    private static readonly DateOnly Today = BillingWorld.Today;

    public static TheoryData<Server> Both => Databases.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task What_is_owed_is_told_by_insurer_and_age_from_the_invoice_or_its_acceptance(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        var known = await KnownAsync(world);

        var (insurers, invoices, owed) = await AgeAsync(world, new AgeingFilter());
        insurers.Should().BeEquivalentTo(
            [
                new AgeingRow(world.Billing.InsurerId, "General de Salud", 4, 180m, 2700m, 1000m, 900m),
                new AgeingRow(known.OtherInsurer, "Otra Aseguradora", 1, 630m, 0m, 0m, 0m),
            ]);
        invoices.Rows.Select(row => (row.ControlNumber, row.Days, row.Owed)).Should().Equal(
            ("CI-1", 100, 900m), ("CI-2", 61, 1000m), ("CI-3", 60, 2700m), ("CI-5", 5, 630m), ("CI-7-S", 0, 180m));
        owed.Should().Be(5410m);
        var (accepted, _, _) = await AgeAsync(world, new AgeingFilter(AgeFrom.Aceptacion));
        accepted
            .Single(row => row.InsurerId == world.Billing.InsurerId)
            .Should()
            .Be(new AgeingRow(world.Billing.InsurerId, "General de Salud", 4, 2880m, 0m, 1000m, 900m));
        var (_, old, oldOwed) = await AgeAsync(
            world,
            new AgeingFilter(InsurerId: world.Billing.InsurerId, Band: AgeBand.De61A90));
        (old.Rows.Single().ControlNumber, oldOwed).Should().Be(("CI-2", 1000m));
        var dearest = new AgeingFilter(InsurerId: world.Billing.InsurerId, Order: new(OwedColumn.PorCobrar, Descending: true));
        (await AgeAsync(world, dearest)).Invoices.Rows.Select(row => row.ControlNumber).Should().Equal("CI-3", "CI-2", "CI-1", "CI-7-S");
        var sheet = await world.AsAsync((Ageing use) => use.Export(dearest, SheetFormat.Xlsx).ReadAsync("Días"));
        sheet.Column("No de Control Interno").Should().Equal("CI-3", "CI-2", "CI-1", "CI-7-S");
        (await AgeAsync(world, new AgeingFilter(EmisorId: Guid.NewGuid()))).Insurers.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_statement_runs_from_the_opening_to_the_closing_balance(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        await KnownAsync(world);
        var filter = new StatementFilter(world.Billing.InsurerId, null, Today.AddDays(-60), Today);

        var statement = await world.AsAsync((InsurerStatement use) => use.RunAsync(filter, CancellationToken.None));

        (statement.Opening, statement.Charges, statement.Credits, statement.Closing).Should().Be((2700m, 3330m, 1250m, 4780m));
        statement.Page.Rows.Select(line => (line.Date, line.What, line.Charge - line.Credit, line.Balance)).Should().Equal(
            (Today.AddDays(-60), "Factura", 2700m, 5400m), (Today.AddDays(-30), "Factura", 450m, 5850m), (Today, "Factura", 180m, 6030m),
            (Today, "Pago", -800m, 5230m), (Today, "Pago", -450m, 4780m));
        var csv = await TextAsync(await world.AsAsync((InsurerStatement use) => Task.FromResult(use.Export(filter, SheetFormat.Csv))));
        csv.Should().Contain("Saldo anterior,,0.00,0.00,2700.00").And.Contain("4780.00");
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task The_ISR_withheld_is_what_the_complements_say_to_the_centavo(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        await KnownAsync(world);
        var odd = await world.StampedAsync(777.77m);
        foreach (var (operation, amount) in new[] { ("O-1", 111.11m), ("O-2", 222.22m), ("O-3", odd.Total - 333.33m) })
            (
                await world.ComplementAsync(
                    (await world.PayAsync(PagosWorld.Form(operation, new PaymentShare(odd.Id, amount)))).Value))
                .Problems.Should()
                .BeEmpty();
        await world.ComplementAsync((await UnmatchedAsync(world)).Rows.Single(row => row.Operation == "K-2").PaymentId);
        await world.DispatchAsync();

        var row = (await world.AsAsync((WithheldIsr use) => use.RunAsync(Today.Year, null, CancellationToken.None))).Single();

        (row.Month, row.InsurerRfc, row.Received).Should().Be((3, "GSA010101AB3", 1250m + odd.Total));
        (row.Income, row.Isr).Should().Be((888.89m + 500m + 777.77m, 88.89m + 50m + odd.IsrRetenido));
        await using var db = world.Billing.Storage.Open();
        var complements = await db.SealedCfdis().Where(one => one.Kind == Timbrado.DocumentKind.ComplementoPago).Select(one => one.StampedXml!).ToListAsync();
        complements.Sum(xml => CfdiReader.Read(xml).Document!.Pagos!.Totales.TotalRetencionesIsr ?? 0).Should().Be(row.Isr);
        (await world.AsAsync((WithheldIsr use) => use.RunAsync(Today.Year - 1, null, CancellationToken.None))).Should().BeEmpty();
    }

    [Fact]
    public async Task What_was_withheld_in_the_year_is_the_documents_own_with_bases_and_IVA()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        await using (var db = world.Billing.Storage.Open())
        {
            var emisor = await db.Emisores().SingleAsync();
            (emisor.Iva, emisor.ImpuestoLocal, emisor.ImpuestoLocalTasa, emisor.ImpuestoLocalRetenido) = (IvaTreatment.Tasa16, "Cedular", 2m, true);
            await db.SaveChangesAsync();
        }

        var invoice = await world.StampedAsync(1234.50m);
        foreach (var (operation, amount) in new[] { ("W-1", 333.33m), ("W-2", 0.01m), ("W-3", invoice.Total - 333.34m) })
            (await world.PayAsync(PagosWorld.Form(operation, new PaymentShare(invoice.Id, amount)))).Problems.Should().BeEmpty();

        var year = (await world.AsAsync((WithheldIsr use) => use.OfYearAsync(Today.Year, null, CancellationToken.None))).Single();
        var sheet = await TextAsync(await world.AsAsync((WithheldIsr use) => Task.FromResult(use.ExportYear(Today.Year, null, SheetFormat.Csv))));

        (year.Month, year.Income, year.Received).Should().Be((0, 1234.50m, invoice.Total));
        (year.Isr, year.Iva, year.Local, year.IvaCharged).Should().Be((123.45m, 131.68m, 24.69m, 197.52m));
        (year.Base16, year.Base8, year.Base0, year.Exempt).Should().Be((1234.50m, 0m, 0m, 0m));
        sheet.Should().Contain("IVA cobrado").And.NotContain("Mes,").And.Contain("131.68");
    }

    [Fact]
    public async Task Who_paid_gets_its_line_of_the_DIOT_with_54_fields_in_whole_pesos()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        await using (var db = world.Billing.Storage.Open())
        {
            (await db.Emisores().SingleAsync()).Iva = IvaTreatment.Tasa16;
            await db.SaveChangesAsync();
        }

        var invoice = await world.StampedAsync(1234.50m);
        (await world.PayAsync(PagosWorld.Form("W-1", new PaymentShare(invoice.Id, invoice.Total)))).Problems.Should().BeEmpty();

        Task<byte[]?> Of(int month, string rfc) =>
            world.AsAsync((WithheldIsr use) => use.DiotTextAsync(Today.Year, month, null, rfc, CancellationToken.None));
        var text = System.Text.Encoding.UTF8.GetString((await Of(3, "GSA010101AB3"))!);
        var sheet = await TextAsync(await world.AsAsync((WithheldIsr use) => Task.FromResult(use.ExportDiot(Today.Year, null, SheetFormat.Csv))));

        var fields = text.TrimEnd('\r', '\n').Split('|');
        fields.Should().HaveCount(54);
        fields.Select((field, at) => (At: at + 1, field)).Where(one => one.field.Length > 0).Should().Equal(
            (1, "04"), (2, "03"), (3, "CACX7605101P8"), (12, "1235"), (48, "132"), (54, "01"));
        sheet.Should().Contain("12 Pagado a 16 %").And.Contain("1234.5").And.Contain("197.52");
        (await Of(2, "GSA010101AB3")).Should().BeNull();
        (await Of(3, "AAA010101AAA")).Should().BeNull();
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Payments_without_complement_and_complements_without_payment_are_listed(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        var known = await KnownAsync(world);

        var payments = await UnmatchedAsync(world);
        (payments.Count, payments.Rows.Single().Amount, payments.Rows.Single().Due).Should().Be((1, 800m, new DateOnly(2026, 4, 5)));
        (await world.AsAsync((Unmatched use) => use.ComplementsAsync(null, 0, CancellationToken.None))).Count.Should().Be(0);
        await using (var db = world.Billing.Storage.Open())
            await db
                .Complementos().Where(row => row.Id == known.Complemento)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.ReplacedById, Guid.NewGuid()));

        (await world.AsAsync((Unmatched use) => use.ComplementsAsync(null, 0, CancellationToken.None)))
            .Rows.Single()
            .ComplementoId.Should()
            .Be(known.Complemento);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task The_accountants_package_has_every_document_of_the_month_and_its_sums(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        await KnownAsync(world);
        var package = await world.AsAsync((MonthPackage use) => use.RunAsync(Today, null, CancellationToken.None));
        using var bytes = new MemoryStream();
        await package!.WriteAsync(new ForwardOnly(bytes), CancellationToken.None);
        await using var zip = new ZipArchive(bytes, ZipArchiveMode.Read);

        zip.Entries.GroupBy(entry => (Path.GetDirectoryName(entry.FullName), Path.GetExtension(entry.FullName)))
            .Select(group => (group.Key, group.Count()))
            .Should()
            .BeEquivalentTo([
                (("facturas", ".xml"), 8),
                (("facturas", ".pdf"), 8),
                (("complementos-de-pago", ".xml"), 1),
                (("complementos-de-pago", ".pdf"), 1),
                (("acuses", ".xml"), 2),
                (("", ".xlsx"), 1),
            ]);
        var sums = Exported.Read("resumen.xlsx", await BytesAsync(zip.GetEntry("resumen.xlsx")!), "Tipo");
        sums.Lines.Select(line =>
                (sums.Text(line, "Tipo"), sums.Text(line, "Estatus"), sums.Text(line, "Comprobantes"), sums.Text(line, "Total")))
            .Should()
            .Equal(
                ("Factura", "Vigente", "6", "6660"),
                ("Factura", "Cancelado", "2", "270"),
                ("Complemento de pago", "Vigente", "1", "450"));
        package.Name.Should().Be("contador-2026-03.zip");
        (await world.AsAsync((MonthPackage use) => use.RunAsync(Today.AddMonths(-2), null, CancellationToken.None))).Should().BeNull();
        var stranger = await BillingWorld.NewAsync(world.Billing.Database);
        (
            await new MonthPackage(stranger.Storage, stranger.Kinds, new WithheldIsr(stranger.Storage, [])).RunAsync(
                Today,
                null,
                CancellationToken.None))
            .Should()
            .BeNull("it is of another practice");
    }

    /// <summary>
    /// Totals after ISR: CI-1 900, 100 days old; CI-2 1800, 61 days, 800 paid; CI-3 2700, 60 days, accepted 5 days ago; CI-4 450, 30 days,
    /// paid, with complement;
    /// CI-5 630, 5 days, of another insurer; CI-6 90, cancelled; CI-7 180, replaced today by CI-7-S.
    /// </summary>
    private static async Task<(Guid OtherInsurer, Guid Complemento)> KnownAsync(PagosWorld world)
    {
        var invoices = new List<Invoice>();
        foreach (var amount in new[] { 1000m, 2000m, 3000m, 500m, 700m, 100m, 200m })
            invoices.Add(await world.StampedAsync(amount));
        await world.PayAsync(PagosWorld.Form("K-2", new PaymentShare(invoices[1].Id, 800m)));
        world.Billing.Clock.Advance(TimeSpan.FromSeconds(1));
        var payment = (await world.PayAsync(PagosWorld.Form("K-4", new PaymentShare(invoices[3].Id, 450m)))).Value;
        var complemento = (await world.ComplementAsync(payment)).Value;
        await world.CancelAsync(invoices[5].Id);
        var draft = (await world.AsAsync((ReplaceInvoice use) => use.RunAsync(invoices[6].Id, CancellationToken.None))).Value;
        await world.AsAsync((StampInvoice use) => use.RunAsync(draft, CancellationToken.None));
        await world.DispatchAsync();
        await world.DispatchAsync();

        await using var db = world.Billing.Storage.Open();
        var other = new Insurer
        {
            Name = "Otra Aseguradora",
            Rfc = Rfc.Parse("OAS010101AB1"),
            Nombre = "OTRA ASEGURADORA",
            RegimenFiscal = "601",
            CodigoPostal = PostalCode.Parse("06600"),
        };
        db.Insurers().Add(other);
        await db.SaveChangesAsync();
        foreach (var (invoice, days) in invoices.Zip([100, 61, 60, 30, 5]))
            await db
                .Invoices().Where(row => row.Id == invoice.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.IssueDate, Today.AddDays(-days)));
        await db
            .Invoices().Where(row => row.Id == invoices[4].Id)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.InsurerId, other.Id));
        db.StatusChanges().Add(
            new StatusChange
            {
                InvoiceId = invoices[2].Id,
                From = InvoiceStatus.Facturada,
                To = InvoiceStatus.AceptadaAseguradoraAdministradora,
                At = BillingWorld.Now.UtcDateTime.AddDays(-5),
                Who = "aseguradora",
            });
        await db.SaveChangesAsync();
        return (other.Id, complemento);
    }

    private static Task<AgeingFound> AgeAsync(PagosWorld world, AgeingFilter filter) =>
        world.AsAsync((Ageing use) => use.RunAsync(filter, CancellationToken.None));

    private static Task<Page<PaymentWithout>> UnmatchedAsync(PagosWorld world) =>
        world.AsAsync((Unmatched use) => use.PaymentsAsync(null, 0, CancellationToken.None));

    private static async Task<string> TextAsync(StreamedFile sheet)
    {
        using var bytes = new MemoryStream();
        await sheet.WriteAsync(bytes, CancellationToken.None);
        return System.Text.Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static async Task<byte[]> BytesAsync(ZipArchiveEntry entry)
    {
        using var bytes = new MemoryStream();
        await using var content = entry.Open();
        await content.CopyToAsync(bytes);
        return bytes.ToArray();
    }

    /// <summary>As the response is: written once, in order.</summary>
    private sealed class ForwardOnly(Stream to) : Stream
    {
        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public override void Flush() => to.Flush();
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => to.Write(buffer, offset, count);
    }
}
