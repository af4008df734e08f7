using System.Xml.Linq;
using Honorario.Cfdi.Amounts;
using Honorario.Cfdi.Composing;
using Honorario.Cfdi.Documents;
using Honorario.Cfdi.Writing;

namespace Honorario.Cfdi.Tests.Rules;

/// <summary>One valid document of each shape, to be spoilt one rule at a time.</summary>
internal static class ValidDocuments
{
    public static readonly DateTimeOffset Now = new(2026, 3, 17, 18, 30, 0, TimeSpan.Zero);

    private const string Uuid = "5BD612EA-DB91-441D-BF85-37F442796EC1";

    private static readonly ComprobanteEmisor Fisica = new("CACX7605101P8", "XOCHILT CASAS CHAVEZ", "612");
    private static readonly ComprobanteEmisor Moral = new("EKU9003173C9", "ESCUELA KEMPER URGATE", "601");
    private static readonly Receptor Insurer = new("XIA190128J61", "XENON INDUSTRIAL ARTICLES", "76343", "601", "G03");
    private static readonly DateTime Fecha = new(2026, 3, 17, 11, 0, 0);

    public static XElement Make(string shape) => CfdiWriter.ToXml(shape switch
    {
        "honorarios" => Sale(Fisica, IvaTreatment.Exento),
        "iva" => Sale(Moral, IvaTreatment.Tasa16) with { Serie = "B" },
        "iva-fisica" => Sale(Fisica, IvaTreatment.Tasa16),
        "dolares" => Sale(Moral, IvaTreatment.Tasa16) with { Moneda = "USD", TipoCambio = 17.5m },
        "global" => FacturaGlobal.Compose(
            Fisica, "06600", Fecha, "G", "1", "01", new InformacionGlobal(
                "04", "02", 2026), [new Sale("T-1", 100.00m), new Sale("T-2", 50.50m)], new ServiceTaxes(
                IvaTreatment.Exento, null)),
        "extranjero" => Sale(Moral, IvaTreatment.Tasa16) with { Receptor = Receptor.Extranjero("JOHN DOE", "06600", "USA", "123456789") },
        "terceros" => Ornate(Sale(Moral, IvaTreatment.Tasa16)),
        "egreso" => NotaDeCredito.Compose(
            Sale(Fisica, IvaTreatment.Exento), Uuid, NotaDeCredito.Descuento, Sale(Fisica, IvaTreatment.Exento).Conceptos.Take(1), "03", Fecha, "NC",
            "1"),
        "traslado" => Transfer(),
        "pago" => Payment("MXN", 1, Sale(Fisica, IvaTreatment.Exento)),
        "pago-iva" => Payment("MXN", 1, Sale(Moral, IvaTreatment.Tasa16)),
        "pago-dolares" => Payment("USD", 17.5m, Sale(Moral, IvaTreatment.Tasa16)),
        _ => throw new ArgumentOutOfRangeException(nameof(shape), shape, "No such shape."),
    });

    private static Comprobante Sale(ComprobanteEmisor emisor, IvaTreatment iva)
    {
        var taxes = ServiceTaxes.For(Rfc.Parse(emisor.Rfc), emisor.RegimenFiscal, iva, Rfc.Parse(Insurer.Rfc));
        return Totals.Complete(new Comprobante
        {
            Serie = "A",
            Folio = "7",
            Fecha = Fecha,
            FormaPago = "99",
            SubTotal = 0,
            Total = 0,
            TipoDeComprobante = "I",
            MetodoPago = "PPD",
            LugarExpedicion = "06600",
            Emisor = emisor,
            Receptor = Insurer,
            Conceptos = [taxes.Apply(Service("S-1", 1200.50m, 100.50m)), taxes.Apply(Service("S-2", 850.00m, null))],
        });
    }

    private static Concepto Service(string folio, decimal price, decimal? discount) => new()
    {
        ClaveProdServ = "85121600",
        NoIdentificacion = folio,
        Cantidad = 1.00m,
        ClaveUnidad = "E48",
        Descripcion = "Consulta",
        ValorUnitario = price,
        Importe = price,
        Descuento = discount,
        ObjetoImp = "02",
    };

    private static Comprobante Ornate(Comprobante sale) => sale with
    {
        CfdiRelacionados = [new CfdiRelacionados("04", [Uuid])],
        Conceptos = sale.Conceptos.Select(concepto => concepto with
        {
            ACuentaTerceros = new ACuentaTerceros("IVD920810GU2", "INNOVACION VALOR Y DESARROLLO", "601", "63901"),
            InformacionAduanera = ["24  47  3807  8003832"],
            Partes = [new Parte("42142500", null, 2m, "PIEZA", "Aguja", 10.00m, 20.00m, ["24  47  3807  8003833"])],
        }).ToValueList(),
    };

    private static Comprobante Transfer()
    {
        var service = Service("T-1", 0m, null) with { ObjetoImp = "01" };
        return new Comprobante
        {
            Fecha = Fecha,
            SubTotal = 0,
            Moneda = "XXX",
            Total = 0,
            TipoDeComprobante = "T",
            LugarExpedicion = "06600",
            Emisor = Moral,
            Receptor = new Receptor(Moral.Rfc, Moral.Nombre, "06600", "601", "S01"),
            Conceptos = [service],
        };
    }

    private static Comprobante Payment(string moneda, decimal tipoCambio, Comprobante invoice)
    {
        var rate = moneda == invoice.Moneda ? 1 : tipoCambio;
        return ReciboDePago.Compose(invoice.Emisor, invoice.Receptor, "06600", Fecha, "CP", "1",
        [
            new Pago
            {
                FechaPago = new DateTime(2026, 3, 10, 12, 0, 0),
                FormaDePagoP = "03",
                MonedaP = moneda,
                TipoCambioP = tipoCambio,
                Monto = Amount.Round(800m / rate, 2),
                RfcEmisorCtaOrd = "BBA830831LJ2",
                CtaOrdenante = "012180015555555551",
                RfcEmisorCtaBen = "BBA830831LJ2",
                CtaBeneficiario = "012180015555555551",
                TipoCadPago = "01",
                CertPago = "QUJD",
                CadPago = "||1|2||",
                SelloPago = "QUJD",
                DoctosRelacionados =
                [
                    Installments.Next(invoice, Uuid, 1, invoice.Total, 500.00m, rate),
                    Installments.Next(invoice, "5BD612EA-DB91-441D-BF85-37F442796EC2", 2, 900.00m, 300.00m, rate),
                ],
            },
        ]);
    }
}
