using CsCheck;
using Honorario.Cfdi.Amounts;
using Honorario.Cfdi.Composing;
using Honorario.Cfdi.Documents;
using Honorario.Cfdi.Rules;

namespace Honorario.Cfdi.Tests.Properties;

/// <summary>Whatever is taken back of an invoice in parts adds up to it.</summary>
public class SharedTaxesProperties
{
    private const string Uuid = "7A4C0F4E-5E3C-4B5A-9D6D-0F2B7C1A9E11";
    private static readonly Receptor Insurer = new("GSA010101AB3", "GENERAL DE SALUD", "06600", "601", "G03");

    /// <summary>An invoice of services and into how many parts each is divided; then in which order, and how many go with one note.</summary>
    private static readonly Gen<(Comprobante Invoice, int[] Parts, int Seed, int Together)> Divided = Gen.Select(
        Gen.OneOf(Generate.Fisica, Generate.Fisica with { RegimenFiscal = "626" }, Generate.Moral),
        Gen.Enum<IvaTreatment>(),
        Gen.Int[100, 5_000_000].Array[1, 9],
        Gen.OneOf<LocalTax[]>([], [new LocalTax("Impuesto cedular", 2.5m, true)], [new LocalTax("Cedular", 3m, false)]),
        Gen.Int[1, 4].Array[9],
        Gen.Int[0, 10_000],
        Gen.Int[1, 4],
        (emisor, iva, cents, locals, parts, seed, together) => (Bill(emisor, iva, cents, locals), parts, seed, together));

    [Fact]
    public void Notes_in_any_order_and_of_any_split_add_up_to_the_invoice_and_each_is_one_that_sat_takes() => Divided.Sample(
        one =>
        {
            var (invoice, parts, seed, together) = one;
            var random = new Random(seed);
            var pieces = invoice.Conceptos.SelectMany((concepto, at) => Split(concepto, parts[at], random)).ToArray();
            random.Shuffle(pieces);
            var notes = new List<Comprobante>();
            foreach (var batch in pieces.Chunk(together))
                notes.Add(NotaDeCredito.Compose(invoice, Uuid, NotaDeCredito.Descuento, batch, "15", invoice.Fecha, "NC", "1", [.. notes]));
            notes.Sum(note => note.SubTotal).Should().Be(invoice.SubTotal);
            notes.Sum(note => note.Total).Should().Be(invoice.Total);
            notes.Sum(note => note.Impuestos?.TotalImpuestosTrasladados ?? 0).Should().Be(invoice.Impuestos?.TotalImpuestosTrasladados ?? 0);
            notes.Sum(note => note.Impuestos?.TotalImpuestosRetenidos ?? 0).Should().Be(invoice.Impuestos?.TotalImpuestosRetenidos ?? 0);
            notes.SelectMany(note => Preflight.Check(note, Generate.Now)).Where(finding => finding.Severity == Findings.Severity.Error).Should().BeEmpty();
        },
        iter: 1_500);

    [Fact]
    public void A_note_that_was_cancelled_and_is_issued_again_closes_the_invoice_too() => Divided.Sample(
        one =>
        {
            var (invoice, _, seed, _) = one;
            var random = new Random(seed);
            var notes = new List<Comprobante>();
            void Issue(Concepto concepto) => notes.Add(NotaDeCredito.Compose(
                invoice, Uuid, NotaDeCredito.Descuento, [NotaDeCredito.Part(concepto, concepto.Importe)], "15", invoice.Fecha, "NC", "1", [.. notes]));
            foreach (var concepto in invoice.Conceptos)
                Issue(concepto);
            var cancelled = notes.Where(_ => random.Next(2) == 0).ToList();
            notes.RemoveAll(cancelled.Contains);
            foreach (var note in cancelled)
                Issue(invoice.Conceptos.Single(concepto => concepto.NoIdentificacion == note.Conceptos[0].NoIdentificacion));
            notes.Sum(note => note.Total).Should().Be(invoice.Total);
        },
        iter: 1_000);

    /// <summary>Instalments and notes of single services of a mixed invoice, whichever comes first.</summary>
    [Fact]
    public void Notes_and_instalments_in_any_order_add_up_to_the_taxes_of_a_mixed_invoice() => Gen.Select(
        Gen.Int[10_000, 900_000].Array[2, 5], Gen.Int[0, 10_000]).Sample(
        (cents, seed) =>
        {
            var random = new Random(seed);
            IvaTreatment[] kinds = [IvaTreatment.Tasa16, IvaTreatment.Exento, IvaTreatment.Tasa0];
            var parts = cents.Select((amount, at) => Bill(Generate.Fisica, kinds[at % 3], [amount], []).Conceptos[0] with { NoIdentificacion = $"S-{at}" });
            var bill = Bill(Generate.Fisica, IvaTreatment.Exento, [100], []);
            var invoice = Totals.Complete(bill with { Conceptos = parts.ToValueList(), Impuestos = null });
            var (rest, paid, owed) = (invoice, 0m, invoice.Total);
            var (notes, instalments) = (new List<Comprobante>(), new List<DoctoRelacionado>());
            foreach (var concepto in invoice.Conceptos.Skip(1))
            {
                if (random.Next(2) == 0)
                {
                    var half = NotaDeCredito.Part(concepto, decimal.Round(concepto.Importe / 4, 2));
                    notes.Add(NotaDeCredito.Compose(invoice, Uuid, NotaDeCredito.Descuento, [half], "15", invoice.Fecha, "NC", "1", [.. notes]));
                    (rest, paid, owed) = (Installments.After(rest, paid, notes[^1]), 0, owed - notes[^1].Total);
                }
                else
                {
                    Pay(decimal.Round(owed / 7, 2));
                }
            }

            Pay(owed);
            void Pay(decimal amount)
            {
                instalments.Add(Installments.Next(rest, Uuid, instalments.Count + 1, owed, amount));
                (paid, owed) = (paid + amount, owed - amount);
            }

            foreach (var tax in invoice.Impuestos!.Traslados)
            {
                bool Same(Traslado one) => one.TasaOCuota == tax.TasaOCuota;
                var settled = instalments.SelectMany(one => one.TrasladosDR).Concat(notes.SelectMany(note => note.Impuestos!.Traslados)).Where(Same).ToList();
                settled.Sum(one => one.Base).Should().BeApproximately(tax.Base, 0.01m * notes.Count);
                settled.Sum(one => one.Importe ?? 0).Should().BeApproximately(tax.Importe ?? 0, 0.01m * (notes.Count + instalments.Count));
            }

            foreach (var one in instalments)
                one.ImpSaldoInsoluto.Should().Be(one.ImpSaldoAnt - one.ImpPagado);
        },
        iter: 500);

    [Fact]
    public void A_note_of_one_service_leaves_the_others_taxes_as_they_are()
    {
        var taxed = Bill(Generate.Fisica, IvaTreatment.Tasa16, [100_000], []).Conceptos[0];
        var exempt = Bill(Generate.Fisica, IvaTreatment.Exento, [33_333], []).Conceptos[0] with { NoIdentificacion = "S-1" };
        var bill = Bill(Generate.Fisica, IvaTreatment.Exento, [100], []);
        var invoice = Totals.Complete(bill with { Conceptos = [taxed, exempt], Impuestos = null });
        var note = NotaDeCredito.Compose(invoice, Uuid, NotaDeCredito.Descuento, [NotaDeCredito.Part(taxed, 400m)], "15", invoice.Fecha, "NC", "1", []);

        var rest = Installments.After(invoice, 0, note);
        var instalment = Installments.Next(rest, Uuid, 1, rest.Total, rest.Total);

        instalment.TrasladosDR.Select(tax => (tax.TasaOCuota, tax.Base, tax.Importe)).Should().BeEquivalentTo(
            [((decimal?)0.16m, 600m, (decimal?)96m), (null, 333.33m, null)]);
        instalment.RetencionesDR.Sum(tax => tax.Importe).Should().Be(invoice.Impuestos!.TotalImpuestosRetenidos - note.Impuestos!.TotalImpuestosRetenidos);
    }

    [Theory]
    [InlineData(850.54, 5358.40)]
    [InlineData(850.55, 5358.46)]
    public void Seven_services_credited_one_by_one_leave_nothing(decimal amount, decimal total)
    {
        var invoice = Bill(Generate.Fisica, IvaTreatment.Exento, [.. Enumerable.Repeat((int)(amount * 100), 7)], []);
        invoice.Total.Should().Be(total);
        var notes = new List<Comprobante>();
        foreach (var concepto in invoice.Conceptos)
            notes.Add(NotaDeCredito.Compose(invoice, Uuid, "01", [NotaDeCredito.Part(concepto, amount)], "15", invoice.Fecha, "NC", "1", [.. notes]));

        (invoice.Total - notes.Sum(note => note.Total)).Should().Be(0);
    }

    private static IEnumerable<Concepto> Split(Concepto billed, int parts, Random random)
    {
        var left = billed.Importe;
        for (var part = 1; part < parts && left > 1; part++)
        {
            var amount = random.Next(1, (int)(left * 100)) / 100m;
            left -= amount;
            yield return NotaDeCredito.Part(billed, amount);
        }

        yield return NotaDeCredito.Part(billed, left);
    }

    private static Comprobante Bill(ComprobanteEmisor emisor, IvaTreatment iva, int[] cents, LocalTax[] locals)
    {
        var taxes = ServiceTaxes.For(Rfc.Parse(emisor.Rfc), emisor.RegimenFiscal, iva, Rfc.Parse(Insurer.Rfc));
        return Totals.Complete(LocalTaxes.Apply(new Comprobante
        {
            Fecha = new DateTime(2026, 3, 17, 11, 0, 0),
            FormaPago = "99",
            MetodoPago = "PPD",
            TipoDeComprobante = "I",
            LugarExpedicion = "06700",
            SubTotal = 0,
            Total = 0,
            Emisor = emisor,
            Receptor = Insurer,
            Conceptos = cents.Select((amount, at) => taxes.Apply(new Concepto
            {
                ClaveProdServ = "85121600",
                NoIdentificacion = $"S-{at}",
                Cantidad = 1,
                ClaveUnidad = "E48",
                Descripcion = "Consulta",
                ValorUnitario = amount / 100m,
                Importe = amount / 100m,
                ObjetoImp = "02",
            })).ToValueList(),
        }, locals));
    }
}
