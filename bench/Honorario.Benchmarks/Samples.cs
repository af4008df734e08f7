using Honorario.Cfdi;
using Honorario.Cfdi.Amounts;
using Honorario.Cfdi.Documents;
using Honorario.Cfdi.Sealing;

namespace Honorario.Benchmarks;

/// <summary>What is measured: a physician's invoice to an insurer, and a CSD to seal it with.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 18, 0, 0, TimeSpan.Zero);

    private static readonly Rfc Emisor = Rfc.Parse("CACX7605101P8");
    private static readonly Rfc Receptor = Rfc.Parse("EKU9003173C9");

    public static Csd OpenCsd()
    {
        const string password = "12345678a";
        var files = SelfIssued.Create(
            Emisor, "XOCHILT CASAS CHAVEZ", "30001000000500003282", Now.AddYears(-1), Now.AddYears(3), password);
        return Csd.Open(files.Cer, files.Key, password, Emisor, Now).Csd!;
    }

    /// <summary>An invoice of so many services, exempt of IVA, with ISR withheld: the arithmetic is part of building it.</summary>
    public static Comprobante Invoice(int conceptos)
    {
        var taxes = ServiceTaxes.For(Emisor, "612", IvaTreatment.Exento, Receptor);
        var services = Enumerable.Range(1, conceptos).Select(service => taxes.Apply(new Concepto
        {
            ClaveProdServ = "85121502",
            NoIdentificacion = $"SR-{service:000000}",
            Cantidad = 1,
            ClaveUnidad = "E48",
            Unidad = "Servicio",
            Descripcion = "Consulta de seguimiento, paciente establecido",
            ValorUnitario = 850.00m + (service % 7),
            Importe = 850.00m + (service % 7),
            ObjetoImp = "02",
        }));
        return Totals.Complete(new Comprobante
        {
            Serie = "A",
            Folio = "1042",
            Fecha = new DateTime(2026, 3, 2, 11, 30, 0),
            FormaPago = "99",
            SubTotal = 0,
            Total = 0,
            TipoDeComprobante = "I",
            MetodoPago = "PPD",
            LugarExpedicion = "06600",
            Emisor = new ComprobanteEmisor(Emisor.Value, "XOCHILT CASAS CHAVEZ", "612"),
            Receptor = new Receptor(Receptor.Value, "ESCUELA KEMPER URGATE", "42501", "601", "G03"),
            Conceptos = services.ToValueList(),
        });
    }

    /// <summary>The same as a PAC would have stamped it, ready to be printed.</summary>
    public static Comprobante Stamped()
    {
        using var csd = OpenCsd();
        var document = Sealer.Seal(Invoice(3), csd).Comprobante;
        var sello = document.Sello!;
        return document with
        {
            Timbre = new TimbreFiscalDigital(
                "5C0B1F5E-6E0B-4B5B-9C55-0A5C4E1D2F33", new DateTime(2026, 3, 2, 11, 31, 0), "SPR190613I52", null, sello, "30001000000500003456", sello),
        };
    }
}
