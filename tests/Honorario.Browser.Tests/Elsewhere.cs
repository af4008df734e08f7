using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Honorario.Cfdi;
using Honorario.Cfdi.Amounts;
using Honorario.Cfdi.Documents;
using Honorario.Cfdi.Sealing;
using Honorario.Cfdi.Writing;

namespace Honorario.Browser.Tests;

/// <summary>Another billing program of the demo physician: seals with her RFC's certificate and has the sandbox PAC stamp it.</summary>
internal static class Elsewhere
{
    private const string Place = "36257";
    private static readonly Rfc Physician = Rfc.Parse("CACX7605101P8");
    private static readonly Lazy<Csd> Certificate = new(Open);

    /// <summary>An invoice of one service of this many pesos to General de Salud.</summary>
    public static Comprobante Invoice(decimal amount) => Totals.Complete(new Comprobante
    {
        Serie = "OTRA",
        Folio = "77",
        Fecha = DateTime.UtcNow.AddHours(-6).AddMinutes(-2),
        FormaPago = "99",
        MetodoPago = "PPD",
        TipoDeComprobante = "I",
        LugarExpedicion = Place,
        Emisor = new(Physician.Value, "XOCHILT CASAS CHAVEZ", "612"),
        Receptor = new(Practices.Insurer.Value, "GENERAL DE SALUD", "06600", "601", "G03"),
        Conceptos = new[] { ServiceTaxes.For(Physician, "612", IvaTreatment.Exento, Practices.Insurer).Apply(Concepto(amount)) }.ToValueList(),
        SubTotal = 0,
        Total = 0,
    });

    /// <summary>The complement of one transfer that paid an invoice of hers whole.</summary>
    public static Comprobante Complement(Comprobante invoice, DateTime paidAt, decimal amount, string operation) => invoice with
    {
        Serie = "OTRA",
        Folio = "78",
        Fecha = DateTime.UtcNow.AddHours(-6).AddMinutes(-2),
        FormaPago = null,
        MetodoPago = null,
        Moneda = "XXX",
        TipoDeComprobante = "P",
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
        Impuestos = null,
        SubTotal = 0,
        Total = 0,
        Timbre = null,
        Pagos = PaymentTaxes.Total([PaymentTaxes.Complete(new Pago
        {
            FechaPago = paidAt, FormaDePagoP = "03", TipoCambioP = 1, Monto = amount, NumOperacion = operation,
            DoctosRelacionados = [Installments.Next(invoice, invoice.Timbre!.Uuid, 1, invoice.Total, amount)],
        })]),
    };

    public static async Task<byte[]> StampAsync(this Comprobante document, Product product)
    {
        using var http = new HttpClient { BaseAddress = new Uri(await product.SandboxUrlAsync()) };
        using var entered = await http.PostAsJsonAsync("/v2/security/authenticate", new { user = "otra", password = "otra" });
        var token = (await entered.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("data").GetProperty("token").GetString();
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        var xml = CfdiWriter.Write(Sealer.Seal(document, Certificate.Value).Comprobante);
        using var form = new MultipartFormDataContent { { new ByteArrayContent(xml), "xml", "factura.xml" } };
        using var stamped = await http.PostAsync("/v4/cfdi33/stamp/v4", form);
        var answer = await stamped.Content.ReadFromJsonAsync<JsonElement>();
        answer.GetProperty("status").GetString().Should().Be("success", answer.ToString());
        return Encoding.UTF8.GetBytes(answer.GetProperty("data").GetProperty("cfdi").GetString()!);
    }

    private static Concepto Concepto(decimal amount) => new()
    {
        ClaveProdServ = "85121600",
        NoIdentificacion = "OTRA-1",
        Cantidad = 1,
        ClaveUnidad = "E48",
        Descripcion = "Consulta de especialista",
        ValorUnitario = amount,
        Importe = amount,
        ObjetoImp = "02",
    };

    private static Csd Open()
    {
        var now = DateTimeOffset.UtcNow;
        var files = SelfIssued.Create(Physician, "XOCHILT CASAS CHAVEZ", "30001000000500009077", now.AddDays(-1), now.AddYears(4), "12345678a");
        return Csd.Open(files.Cer, files.Key, "12345678a", null, now).Csd!;
    }
}
