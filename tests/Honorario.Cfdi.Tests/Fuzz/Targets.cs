using System.Xml.Linq;
using CsCheck;
using Honorario.Benchmarks;
using Honorario.Cfdi;
using Honorario.Cfdi.Documents;
using Honorario.Cfdi.Reading;
using Honorario.Cfdi.Rules;
using Honorario.Cfdi.Sealing;
using Honorario.Cfdi.Writing;

namespace Honorario.Fuzz;

/// <summary>
/// The readers under damaged files. Whatever a file holds, each answers in bounded time with a document or with findings, and
/// never throws; what reads as a document writes back to the same one.
/// </summary>
internal static class Targets
{
    /// <summary>Of the processor's time, which others on the machine do not count in: far more than any answer takes.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private static double _slowest;

    private static readonly DateTimeOffset Now = new(2026, 3, 2, 18, 0, 0, TimeSpan.Zero);
    private const string Password = "12345678a";

    private static readonly CertificateFiles Files = SelfIssued.Create(
        Rfc.Parse("EKU9003173C9"), "ESCUELA KEMPER URGATE", "30001000000500003416", Now.AddYears(-1), Now.AddYears(1), Password);

    private static readonly byte[][] Documents = MakeDocuments();

    /// <summary>A seed and what is done to it: which file, and up to six damages.</summary>
    public static Gen<(int Seed, Mutation[] Damage)> Cases { get; } = Gen.Select(Gen.Int[0, 99], Mutation.Gen.Array[1, 6]);

    /// <summary>What the slowest case so far took of the processor's time.</summary>
    public static TimeSpan Slowest => TimeSpan.FromMicroseconds(Volatile.Read(ref _slowest));

    public static void Xml((int Seed, Mutation[] Damage) one)
    {
        var xml = Damaged(Documents[one.Seed % Documents.Length], one.Damage);
        Bounded(() =>
        {
            var loaded = SafeXml.Load(xml);
            var whole = CheckedXml.Of(xml, Now);
            Require(loaded.Root is null != loaded.Fault is null, "either a root or a fault");
            if (loaded.Root is not { } root)
            {
                Require(whole.Findings.SequenceEqual([loaded.Fault!]), "without a tree a fault is the same");
                return;
            }

            Require(whole.Seal == SealVerifier.Seal(root), "without a tree a seal is worth the same");
            Require(whole.Findings.SequenceEqual(Preflight.Check(root, Now)), "without a tree the findings are the same");

            SealVerifier.Seal(root);
            SealVerifier.Stamp(root, null);
            CadenaOriginal.Of(root);
            Preflight.Check(root, Now);
            Require(XNode.DeepEquals(SafeXml.Load(CfdiWriter.Write(root)).Root, root), "an element is written as it was read");
            var read = CfdiReader.Read(root);
            Require(read.Document is null == read.Findings.Count > 0, "either a document or findings");
            if (read.Document is { } document)
            {
                Require(document.Equals(CfdiReader.Read(CfdiWriter.Write(document)).Document), "a document is written as it was read");
                Require(CadenaOriginal.Of(document) == CadenaOriginal.Of(CfdiWriter.ToXml(document)), "the cadena is that of the table");
            }
        });
    }

    public static void Certificate((int Seed, Mutation[] Damage) one)
    {
        var der = Damaged(Files.Cer, one.Damage);
        Bounded(() =>
        {
            using var certificado = Certificado.Read(der);
            certificado?.Verifies("||4.0||", Convert.ToBase64String(der.AsSpan(0, Math.Min(256, der.Length))));
        });
    }

    public static void Key((int Seed, Mutation[] Damage) one)
    {
        var key = Damaged(Files.Key, one.Damage);
        Bounded(() =>
        {
            using var opened = Csd.Open(Files.Cer, key, Password, null, Now);
            Require(opened.Csd is null == opened.Findings.Count > 0, "either a CSD or findings");
            opened.Csd?.Sign("||4.0||");
        });
    }

    private static byte[] Damaged(byte[] file, Mutation[] damage) => damage.Aggregate(file, (damaged, one) => one.Apply(damaged));

    private static void Bounded(Action act)
    {
        var started = ThreadClock.Microseconds;
        act();
        var took = ThreadClock.Microseconds - started;
        Require(took < Longest.TotalMicroseconds, "bounded time");
        for (var known = Volatile.Read(ref _slowest); took > known; known = Volatile.Read(ref _slowest))
            Interlocked.CompareExchange(ref _slowest, took, known);
    }

    private static void Require(bool holds, string what)
    {
        if (!holds)
            throw new InvalidOperationException($"Broken: {what}.");
    }

    private static byte[][] MakeDocuments()
    {
        using var csd = Csd.Open(Files.Cer, Files.Key, Password, null, Now).Csd!;
        var concepto = new Concepto
        {
            ClaveProdServ = "85121502",
            NoIdentificacion = "SR-1",
            Cantidad = 1,
            ClaveUnidad = "E48",
            Unidad = "Servicio",
            Descripcion = "Consulta & revisión",
            ValorUnitario = 850.00m,
            Importe = 850.00m,
            Descuento = 50.00m,
            ObjetoImp = "02",
            Traslados = [new Traslado(800.00m, "002", "Exento", null, null)],
            Retenciones = [new Retencion(800.00m, "001", "Tasa", 0.100000m, 80.000000m)],
            ACuentaTerceros = new ACuentaTerceros("CACX7605101P8", "XOCHILT CASAS CHAVEZ", "612", "06600"),
            InformacionAduanera = ["15  48  3009  0001234"],
            CuentaPredial = ["123"],
            Complements =
            [
                "<aieps:acreditamientoIEPS xmlns:aieps=\"http://www.sat.gob.mx/acreditamiento\" Version=\"1.0\" TAR=\"605\">"
                    + "<![CDATA[<w>]]></aieps:acreditamientoIEPS>",
            ],
            Partes = [new Parte("85121502", null, 1, null, "Parte", 1, 1, [])],
        };
        var invoice = new Comprobante
        {
            Serie = "A",
            Folio = "1",
            Fecha = new DateTime(2026, 3, 2, 11, 0, 0),
            FormaPago = "99",
            SubTotal = 850.00m,
            Descuento = 50.00m,
            Total = 720.00m,
            TipoDeComprobante = "I",
            MetodoPago = "PPD",
            LugarExpedicion = "06600",
            CfdiRelacionados = [new CfdiRelacionados("04", ["11111111-2222-3333-4444-555555555555"])],
            Emisor = new ComprobanteEmisor("EKU9003173C9", "ESCUELA KEMPER URGATE", "601"),
            Receptor = new Receptor("CACX7605101P8", "XOCHILT CASAS CHAVEZ", "06600", "612", "G03"),
            Conceptos = [concepto],
            Impuestos = new Impuestos(
                [new RetencionTotal("001", 80.00m)],
                80.00m,
                [new Traslado(800.00m, "002", "Exento", null, null)],
                null),
            OtherComplements =
            [
                "<leyendasFisc:LeyendasFiscales xmlns:leyendasFisc=\"http://www.sat.gob.mx/leyendasFiscales\" version=\"1.0\">"
                    + "<leyendasFisc:Leyenda textoLeyenda=\"Una  &amp; otra\"/></leyendasFisc:LeyendasFiscales>",
            ],
            Addenda = "<cfdi:Addenda xmlns:cfdi=\"http://www.sat.gob.mx/cfd/4\"><a b=\"c\">d</a><!-- e --></cfdi:Addenda>",
        };
        var payment = invoice with
        {
            TipoDeComprobante = "P",
            FormaPago = null,
            MetodoPago = null,
            Moneda = "XXX",
            SubTotal = 0,
            Descuento = null,
            Total = 0,
            Impuestos = null,
            OtherComplements = [],
            Addenda = null,
            CfdiRelacionados = [],
            Receptor = invoice.Receptor with { UsoCfdi = "CP01" },
            Conceptos =
            [
                new Concepto
                {
                    ClaveProdServ = "84111506",
                    Cantidad = 1,
                    ClaveUnidad = "ACT",
                    Descripcion = "Pago",
                    ValorUnitario = 0,
                    Importe = 0,
                    ObjetoImp = "01",
                },
            ],
            Pagos = new Pagos(
                new TotalesPagos { TotalRetencionesIsr = 80.00m, TotalTrasladosBaseIvaExento = 800.00m, MontoTotalPagos = 720.00m },
                [
                    new Pago
                    {
                        FechaPago = new DateTime(2026, 3, 1, 12, 0, 0),
                        FormaDePagoP = "03",
                        TipoCambioP = 1,
                        Monto = 720.00m,
                        NumOperacion = "1",
                        RfcEmisorCtaOrd = "BBA830831LJ2",
                        CtaOrdenante = "012345678901234567",
                        DoctosRelacionados =
                        [
                            new DoctoRelacionado
                            {
                                IdDocumento = "11111111-2222-3333-4444-555555555555",
                                Serie = "A",
                                Folio = "1",
                                EquivalenciaDR = 1,
                                NumParcialidad = 1,
                                ImpSaldoAnt = 720.00m,
                                ImpPagado = 720.00m,
                                ImpSaldoInsoluto = 0.00m,
                                ObjetoImpDR = "02",
                                RetencionesDR = [new Retencion(800.00m, "001", "Tasa", 0.100000m, 80.00m)],
                                TrasladosDR = [new Traslado(800.00m, "002", "Exento", null, null)],
                            },
                        ],
                        RetencionesP = [new RetencionTotal("001", 80.00m)], TrasladosP = [new Traslado(800.00m, "002", "Exento", null, null)],
                    },
                ]),
        };
        var global = invoice with { InformacionGlobal = new InformacionGlobal("04", "02", 2026), CfdiRelacionados = [], Receptor = new Receptor(
            "XAXX010101000", "PUBLICO EN GENERAL", "06600", "616", "S01") };
        var stamped = Sealer.Seal(invoice, csd).Comprobante;
        stamped = stamped with { Timbre = new TimbreFiscalDigital(
            "AAAAAAAA-BBBB-CCCC-DDDD-EEEEEEEEEEEE", new DateTime(2026, 3, 2, 12, 0, 0), "SAT970701NN3", null, stamped.Sello!, "30001000000500003456",
            "AAAA") };
        return [Sealer.Seal(invoice, csd).Xml, Sealer.Seal(payment, csd).Xml, CfdiWriter.Write(payment), CfdiWriter.Write(global), CfdiWriter.Write(stamped)];
    }
}
