using CsCheck;
using Honorario.Cfdi.Amounts;
using Honorario.Cfdi.Catalogs;
using Honorario.Cfdi.Composing;
using Honorario.Cfdi.Documents;

namespace Honorario.Cfdi.Tests.Properties;

/// <summary>Generators of every shape of valid document that the library makes.</summary>
internal static class Generate
{
    /// <summary>When all of them are stamped.</summary>
    public static readonly DateTimeOffset Now = new(2026, 3, 17, 18, 30, 0, TimeSpan.Zero);

    public static readonly ComprobanteEmisor Moral = new("EKU9003173C9", "ESCUELA KEMPER URGATE", "601");
    public static readonly ComprobanteEmisor Fisica = new("CACX7605101P8", "XOCHILT CASAS CHAVEZ", "612");

    private static readonly Gen<string> Place = Gen.OneOf("42501", "64000", "22000", "77500", "83000", "32000", "63732", "80290", "06600");
    private static readonly Gen<char> Letter = Gen.Char["ABCDEFGHIJKLMNÑOPQRSTUVWXYZ&"];
    private static readonly Gen<string> Word = Gen.String[Gen.Char["ABCDEÑÁÜ&XYZ"], 1, 12];
    private static readonly Gen<string> Nombre = Word.Array[1, 4].Select(words => string.Join(' ', words))
        .Where(name => !RegimenDeCapital.Has(name));
    private static readonly Gen<string> Uuid = Gen.Guid.Select(guid => guid.ToString("D").ToUpperInvariant());
    private static readonly Gen<(string Moneda, decimal? TipoCambio)> Money = Gen.Frequency(
        (5, Gen.Const<(string, decimal?)>(("MXN", null))),
        (1, Gen.Const<(string, decimal?)>(("MXN", 1m))),
        (2, Gen.Int[150000, 230000].Select(rate => ("USD", (decimal?)(rate / 10000m)))),
        (1, Gen.Int[1000, 1900].Select(rate => ("JPY", (decimal?)(rate / 10000m)))),
        (1, Gen.Int[50000000, 60000000].Select(rate => ("KWD", (decimal?)(rate / 1000000m)))));

    private static readonly Gen<Receptor> Insurer = Gen.Select(
        RfcOf(3), Nombre, Place, (rfc, nombre, place) => new Receptor(rfc, nombre, place, "601", "G03"));
    private static readonly Gen<Receptor> Patient = Gen.Select(
        RfcOf(4), Nombre, Place, (rfc, nombre, place) => new Receptor(rfc, nombre, place, "605", "D01"));

    /// <summary>A sale of one to eight concepts in any currency, with or without discounts, by any kind of issuer to any kind of receiver.</summary>
    public static Gen<Comprobante> Sale { get; } = Gen.Select(
        Gen.OneOf(Gen.Const(Moral), Gen.Const(Fisica), Gen.Const(Fisica with { RegimenFiscal = "626" })),
        Gen.OneOf(Insurer, Patient),
        Gen.Enum<IvaTreatment>(),
        Money,
        Place,
        Concept.Array[1, 8],
        Gen.Bool,
        (emisor, receptor, iva, money, place, conceptos, ppd) => Compose(emisor, receptor, iva, money, place, conceptos, ppd));

    /// <summary>A sale to a foreigner without an RFC.</summary>
    public static Gen<Comprobante> Foreign { get; } = Gen.Select(
        Sale,
        Gen.OneOf<(string, string?)>(("USA", "123456789"), ("CAN", "987654321"), ("ESP", "B-123"), ("ESP", null)),
        (sale, home) => Taxed(sale with { Receptor = Receptor.Extranjero("JOHN DOE", sale.LugarExpedicion, home.Item1, home.Item2) }));

    /// <summary>A sale on behalf of others, with customs and cadastral data, parts, complements and an addenda.</summary>
    public static Gen<Comprobante> Ornate { get; } =
        Gen.Select(
            Sale,
            Gen.Int[0, 999999],
            Uuid,
            (sale, number, uuid) =>
                sale with
                {
                    CfdiRelacionados = [new CfdiRelacionados("04", [uuid])],
                    CondicionesDePago = "30 días  netos",
                    OtherComplements =
                    [
                        "<leyendasFisc:LeyendasFiscales xmlns:leyendasFisc=\"http://www.sat.gob.mx/leyendasFiscales\" version=\"1.0\">"
                            + $"<leyendasFisc:Leyenda textoLeyenda=\"Número {number} &amp; más\" /></leyendasFisc:LeyendasFiscales>",
                    ],
                    Addenda =
                        $"<cfdi:Addenda xmlns:cfdi=\"http://www.sat.gob.mx/cfd/4\"><orden xmlns=\"urn:aseguradora\" siniestro=\"{number}\">\n"
                            + "  texto  suelto <![CDATA[<&>]]></orden></cfdi:Addenda>",
                    Conceptos = sale
                        .Conceptos.Select(concepto =>
                            concepto with
                            {
                                ACuentaTerceros = new ACuentaTerceros(
                                    "XIA190128J61",
                                    "XENON INDUSTRIAL ARTICLES",
                                    "601",
                                    "76343"),
                                InformacionAduanera = [$"24  47  3807  {number:0000000}"],
                                CuentaPredial = ["15956011002", "15956011003"],
                                Complements =
                                [
                                    $"<iedu:instEducativas xmlns:iedu=\"http://www.sat.gob.mx/iedu\" version=\"1.0\" nombreAlumno=\"N {number}\" />",
                                ],
                                Partes =
                                [
                                    new Parte(
                                        "42142500",
                                        null,
                                        2.5m,
                                        "PIEZA",
                                        "Aguja",
                                        10.10m,
                                        25.25m,
                                        [$"23  48  3807  {number:0000000}"]),
                                ],
                            })
                        .ToValueList(),
                });

    /// <summary>The factura global of one to twenty tickets.</summary>
    public static Gen<Comprobante> Global { get; } = Gen.Select(
        Place,
        Gen.OneOf(("01", "03"), ("02", "02"), ("04", "12")),
        Gen.Int[1, 500000].Array[1, 20],
        Gen.Enum<IvaTreatment>(),
        (place, covers, amounts, iva) => FacturaGlobal.Compose(
            Fisica, place, Local(place), "G", "1", "01", new InformacionGlobal(covers.Item1, covers.Item2, 2026), amounts.Select((cents, at) => new Sale(
                $"T-{at}", cents / 100m)), new ServiceTaxes(iva, null)));

    /// <summary>A credit note over some of a sale's concepts.</summary>
    public static Gen<Comprobante> CreditNote { get; } = Gen.Select(
        Sale, Uuid, Gen.OneOf(NotaDeCredito.Descuento, NotaDeCredito.Devolucion), Gen.Int[1, 8],
        (sale, uuid, relation, count) => NotaDeCredito.Compose(sale, uuid, relation, sale.Conceptos.Take(count), "03", sale.Fecha, "NC", "7"));

    /// <summary>A type P document: one to three payments of one to four invoices each, whole or in part, in any currencies.</summary>
    public static Gen<Comprobante> Payment { get; } = Gen.Select(
        Place,
        Insurer,
        Payments.Array[1, 3],
        Gen.Null(Uuid),
        (place, receptor, payments, replaces) => ReciboDePago.Compose(Fisica, receptor, place, Local(place), "CP", "12", payments, replaces));

    /// <summary>Any of them.</summary>
    public static Gen<Comprobante> Any { get; } = Gen.Frequency(
        (4, Sale), (1, Foreign), (1, Ornate), (1, Global), (1, CreditNote), (3, Payment));

    private static Gen<Concepto> Concept => Gen.Select(
        Gen.Frequency(
            (4, Gen.Const(1m)), (1, Gen.Int[1, 50].Select(count => (decimal)count)),
            (1, Gen.Int[1, 5_000_000].Select(millionths => millionths / 1_000_000m))),
        Gen.Frequency(
            (4, Gen.Int[100, 9_000_000].Select(cents => cents / 100m)),
            (1, Gen.Long[1_000_000, 9_000_000_000].Select(millionths => millionths / 1_000_000m))),
        Gen.Int[0, 120],
        Gen.OneOf("85121502", "85121600", "85121608", "85101501"),
        Gen.OneOf(2, 2, 2, 4, 6),
        (cantidad, price, percent, clave, decimals) =>
        {
            var importe = Math.Max(Amount.Round(cantidad * price, decimals), Amount.Round(0.1m, decimals));
            return new Concepto
            {
                ClaveProdServ = clave,
                NoIdentificacion = $"S-{percent}",
                Cantidad = cantidad,
                ClaveUnidad = "E48",
                Descripcion = $"Consulta {clave}",
                ValorUnitario = price,
                Importe = importe,
                Descuento = percent is > 0 and < 90 ? decimal.Round(importe * percent / 100, 2, MidpointRounding.ToZero) : null,
                ObjetoImp = "02",
            };
        }).Where(concepto => concepto.Importe > 0.1m && concepto.Importe > (concepto.Descuento ?? 0));

    private static Gen<Pago> Payments => Gen.Select(
        Gen.OneOf(("MXN", 1m), ("MXN", 1m), ("USD", 17.3608m), ("EUR", 20.1m)),
        Gen.Select(Sale, Uuid, Gen.Int[1, 100], Gen.Int[1, 100], Gen.Int[1, 40]).Array[1, 4],
        Gen.OneOf("03", "01", "02", "28"),
        (money, invoices, forma) =>
        {
            var doctos = invoices.Where(one => one.Item1.Total > 1).Select(one => Instalment(
                one.Item1, one.Item2, one.Item3, one.Item4, one.Item5, money)).ToList();
            if (doctos.Count == 0)
                return null!;
            return new Pago
            {
                FechaPago = new DateTime(2026, 3, 10, 12, 0, 0),
                FormaDePagoP = forma,
                MonedaP = money.Item1,
                TipoCambioP = money.Item2,
                Monto = decimal.Round(doctos.Sum(docto => docto.ImpPagado / docto.EquivalenciaDR!.Value), 2, MidpointRounding.ToPositiveInfinity) + 0.00m,
                NumOperacion = "123456",
                CtaBeneficiario = forma == "03" ? "012180015555555551" : null,
                RfcEmisorCtaBen = forma == "03" ? "BBA830831LJ2" : null,
                DoctosRelacionados = doctos.ToValueList(),
            };
        }).Where(payment => payment is not null);

    private static DoctoRelacionado Instalment(
        Comprobante invoice, string uuid, int owedPercent, int paidPercent, int number, (string Moneda, decimal Rate) money)
    {
        var decimals = SatCatalogs.Moneda[invoice.Moneda].Decimals;
        var unit = new decimal(1, 0, 0, false, (byte)decimals);
        var owed = Math.Max(unit, decimal.Round(invoice.Total * owedPercent / 100, decimals, MidpointRounding.ToZero));
        var paid = Math.Max(unit, decimal.Round(owed * paidPercent / 100, decimals, MidpointRounding.ToZero));
        var rate = invoice.Moneda == money.Moneda ? 1 : Amount.Round(money.Rate / (invoice.TipoCambio ?? 1), 10);
        return Installments.Next(invoice, uuid, number, owed, paid, rate);
    }

    private static Comprobante Compose(
        ComprobanteEmisor emisor, Receptor receptor, IvaTreatment iva, (string Moneda, decimal? TipoCambio) money, string place, Concepto[] conceptos,
            bool ppd) => Taxed(
        new Comprobante
        {
            Serie = "A",
            Folio = "1041",
            Fecha = Local(place),
            FormaPago = ppd ? "99" : "03",
            SubTotal = 0,
            Moneda = money.Moneda,
            TipoCambio = money.TipoCambio,
            Total = 0,
            TipoDeComprobante = "I",
            MetodoPago = ppd ? "PPD" : "PUE",
            LugarExpedicion = place,
            Emisor = emisor,
            Receptor = receptor,
            Conceptos = conceptos.ToValueList(),
        },
        iva);

    /// <summary>Taxes a sale: all concepts alike, or from the third on in turn; with a state's taxes when there are an odd number.</summary>
    private static Comprobante Taxed(Comprobante sale, IvaTreatment iva = IvaTreatment.Exento)
    {
        var all = Enum.GetValues<IvaTreatment>();
        Concepto Of(Concepto concepto, int at) => ServiceTaxes
            .For(Rfc.Parse(sale.Emisor.Rfc), sale.Emisor.RegimenFiscal, at < 2 ? iva : all[(at + (int)iva) % all.Length], Rfc.Parse(sale.Receptor.Rfc))
            .Apply(concepto);
        LocalTax[] local = sale.Conceptos.Count % 2 == 0 || sale.Moneda != "MXN"
            ? []
            : [new LocalTax("Impuesto cedular", 2.00m, true), new LocalTax("Otro", 0.50m, false)];
        return Totals.Complete(LocalTaxes.Apply(sale with { Conceptos = sale.Conceptos.Select(Of).ToValueList() }, local));
    }

    private static Gen<string> RfcOf(int letters) => Gen.Select(
        Gen.String[Letter, letters, letters],
        Gen.Int[0, 36000],
        Gen.String[Gen.Char["ABCDEFGHJKLMNPQRSTUVWXYZ123456789"], 2, 2],
        Gen.Char["0123456789A"],
        (name, day, key, check) => $"{name}{new DateOnly(1920, 1, 1).AddDays(day):yyMMdd}{key}{check}");

    private static DateTime Local(string place) =>
        TimeZoneInfo.ConvertTime(Now, TimeZoneInfo.FindSystemTimeZoneById(PostalCode.Parse(place).TimeZoneId)).DateTime.AddHours(-20);
}
