using Honorario.Cfdi.Amounts;
using Honorario.Cfdi.Composing;
using Honorario.Cfdi.Documents;
using Honorario.Cfdi.Reading;
using Honorario.Cfdi.Rules;
using Honorario.Cfdi.Tests.Rules;

namespace Honorario.Cfdi.Tests.Documents;

/// <summary>Whole documents by figures worked out by hand.</summary>
public class ComposedDocumentTests
{
    private const string Uuid = "5BD612EA-DB91-441D-BF85-37F442796EC1";

    private static readonly Comprobante Invoice = CfdiReader.Read(ValidDocuments.Make("honorarios")).Document!;
    private static readonly Comprobante WithIva = CfdiReader.Read(ValidDocuments.Make("iva")).Document!;

    [Fact]
    public void An_exempt_invoice_with_ISR_withheld_is_paid_in_two_parts()
    {
        Invoice.Total.Should().Be(1755.00m);

        var first = Installments.Next(Invoice, Uuid, 1, 1755.00m, 500.00m);
        var second = Installments.Next(Invoice, Uuid, 2, 1255.00m, 1255.00m);

        first.ImpSaldoInsoluto.Should().Be(1255.00m);
        first.TrasladosDR.Should().Equal(new Traslado(555.555556m, "002", "Exento", null, null));
        first.RetencionesDR.Should().Equal(new Retencion(555.555556m, "001", "Tasa", 0.100000m, 55.56m));
        second.ImpSaldoInsoluto.Should().Be(0m);
        second.TrasladosDR.Should().Equal(new Traslado(1394.444444m, "002", "Exento", null, null));
        second.RetencionesDR.Should().Equal(new Retencion(1394.444444m, "001", "Tasa", 0.100000m, 139.44m));
    }

    [Fact]
    public void A_payment_in_dollars_of_an_invoice_in_pesos_has_its_taxes_in_dollars_and_its_totals_in_pesos()
    {
        WithIva.Total.Should().Be(2262.00m);
        var payment = new Pago
        {
            FechaPago = new DateTime(2026, 3, 10, 12, 0, 0),
            FormaDePagoP = "03",
            MonedaP = "USD",
            TipoCambioP = 17.3608m,
            Monto = 40.00m,
            DoctosRelacionados = [Installments.Next(WithIva, Uuid, 3, 2262.00m, 694.43m, PaymentTaxes.Equivalencia(694.43m, 40.00m))],
        };

        var document = ReciboDePago.Compose(WithIva.Emisor, WithIva.Receptor, "06600", WithIva.Fecha, "CP", "1", [payment]);

        var pago = document.Pagos!.Items[0];
        pago.DoctosRelacionados[0].EquivalenciaDR.Should().Be(17.36075m);
        pago.DoctosRelacionados[0].TrasladosDR.Should().Equal(new Traslado(598.646552m, "002", "Tasa", 0.160000m, 95.78m));
        pago.TrasladosP.Should().Equal(new Traslado(34.482759m, "002", "Tasa", 0.160000m, 5.517043m));
        document.Pagos.Totales.Should().Be(new TotalesPagos
        {
            TotalTrasladosBaseIva16 = 598.65m,
            TotalTrasladosImpuestoIva16 = 95.78m,
            MontoTotalPagos = 694.43m,
        });
        Preflight.Check(document, ValidDocuments.Now).Should().BeEmpty();
    }

    [Fact]
    public void A_complement_that_replaces_another_says_so_and_keeps_SATs_fixed_values()
    {
        var document = ReciboDePago.Compose(
            Invoice.Emisor, Invoice.Receptor, "06600", Invoice.Fecha, "CP", "2", [Pay(500.00m)], replaces: Uuid);

        document.CfdiRelacionados.Should().Equal(new CfdiRelacionados("04", [Uuid]));
        (document.SubTotal, document.Total, document.Moneda, document.Receptor.UsoCfdi).Should().Be((0m, 0m, "XXX", "CP01"));
        (document.FormaPago, document.MetodoPago, document.Impuestos).Should().Be((null, null, null));
        document
            .Pagos!.Totales.Should()
            .Be(
                new TotalesPagos
                {
                    TotalRetencionesIsr = 55.56m,
                    TotalTrasladosBaseIvaExento = 555.56m,
                    MontoTotalPagos = 500.00m,
                });
        Preflight.Check(document, ValidDocuments.Now).Should().BeEmpty();
    }

    [Fact]
    public void An_invoice_whose_roots_were_rounded_apart_is_paid_within_what_SAT_accepts()
    {
        var tax = new Traslado(0.03m, "002", "Tasa", 0.160000m, 0.00m);
        var concepto = new Concepto
        {
            ClaveProdServ = "85121600",
            Cantidad = 1,
            ClaveUnidad = "E48",
            Descripcion = "Consulta",
            ValorUnitario = 0.03m,
            Importe = 0.03m,
            ObjetoImp = "02",
            Traslados = [tax],
        };
        var invoice = Totals.Complete(WithIva with { Conceptos = Enumerable.Repeat(concepto, 100).ToValueList() });
        (invoice.Impuestos!.Traslados[0].Base, invoice.Impuestos.Traslados[0].Importe).Should().Be((3.00m, 0.00m));

        var document = ReciboDePago.Compose(
            invoice.Emisor, invoice.Receptor, "06600", invoice.Fecha, "CP", "3", [Pay(3.00m) with { DoctosRelacionados = [Installments.Next(
                invoice, Uuid, 1, 3.00m, 3.00m)] }]);

        Preflight.Check(document, ValidDocuments.Now).Should().BeEmpty();
    }

    [Fact]
    public void A_credit_note_of_a_whole_invoice_takes_back_its_total()
    {
        var note = NotaDeCredito.Compose(Invoice, Uuid, NotaDeCredito.Devolucion, Invoice.Conceptos, "03", Invoice.Fecha, "NC", "1");

        (note.TipoDeComprobante, note.Total, note.MetodoPago, note.Receptor.UsoCfdi).Should().Be(("E", Invoice.Total, "PUE", "G02"));
        note.CfdiRelacionados.Should().Equal(new CfdiRelacionados("03", [Uuid]));
        Preflight.Check(note, ValidDocuments.Now).Should().BeEmpty();
    }

    [Fact]
    public void A_credit_note_to_a_wage_earner_has_no_fiscal_effects()
    {
        var receptor = new Receptor("CACX7605101P8", "XOCHILT CASAS CHAVEZ", "10740", "605", "D01");

        NotaDeCredito.Compose(WithIva with { Receptor = receptor }, Uuid, NotaDeCredito.Descuento, WithIva.Conceptos, "01", WithIva.Fecha, null, "2")
            .Receptor.UsoCfdi.Should().Be("S01");
    }

    [Fact]
    public void A_factura_global_has_a_concept_a_ticket()
    {
        var document = FacturaGlobal.Compose(
            Invoice.Emisor, "06600", Invoice.Fecha, "G", "1", "01", new InformacionGlobal(
                "04", "02", 2026), [new Sale("T-1", 100.00m), new Sale("T-2", 50.50m)], new ServiceTaxes(
                IvaTreatment.Exento, null));

        document.Conceptos.Select(concepto => (concepto.NoIdentificacion, concepto.ClaveProdServ, concepto.ClaveUnidad, concepto.Descripcion))
            .Should().Equal(("T-1", "01010101", "ACT", "Venta"), ("T-2", "01010101", "ACT", "Venta"));
        document.Receptor.Should().Be(new Receptor("XAXX010101000", "PUBLICO EN GENERAL", "06600", "616", "S01"));
        document.Total.Should().Be(150.50m);
        document.Impuestos!.TotalImpuestosTrasladados.Should().BeNull("every Traslado is exempt");
        document.Impuestos.Traslados.Should().Equal(new Traslado(150.50m, "002", "Exento", null, null));
    }

    private static Pago Pay(decimal amount) => new()
    {
        FechaPago = new DateTime(2026, 3, 10, 12, 0, 0),
        FormaDePagoP = "03",
        Monto = amount,
        DoctosRelacionados = [Installments.Next(Invoice, Uuid, 1, 1755.00m, Math.Min(amount, 1755.00m))],
    };
}
