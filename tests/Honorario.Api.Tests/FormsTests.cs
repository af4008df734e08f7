using Honorario.Billing.ComplementosPago;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Pacientes;
using Honorario.Billing.PreciosPactados;
using Honorario.Billing.RegistroDeServicios;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Vinculacion;
using Honorario.Web.Api.V1;

namespace Honorario.Api.Tests;

/// <summary>What a screen's form asks, a call can say.</summary>
public sealed class FormsTests(Running product)
{
    private static readonly Dictionary<string, string> SaidElsewhere = new()
    {
        ["BankMovementId"] = "by /bank", ["Key"] = "by Idempotency-Key", ["Once"] = "by the insurer's status call", ["InDollars"] = "by TipoCambio",
    };

    private static readonly string[] OneCode = ["99499"];

    public static TheoryData<Type, Type> Forms => new()
    {
        { typeof(EmisorForm), typeof(EmisorRequest) }, { typeof(EmisorForm), typeof(EmisorDoc) }, { typeof(InsurerForm), typeof(InsurerRequest) },
        { typeof(PatientForm), typeof(PatientRequest) }, { typeof(LinkTarget), typeof(LinkDoc) }, { typeof(PaymentChoice), typeof(PaymentTermsRequest) },
        { typeof(PaymentForm), typeof(PaymentRequest) }, { typeof(VisitForm), typeof(VisitRequest) }, { typeof(ServiceEdit), typeof(ServiceRequest) },
        { typeof(ServiceLine), typeof(LineRequest) }, { typeof(AgreedPriceForm), typeof(AgreedPriceRequest) },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void Whatever_a_form_asks_has_its_name_in_the_call(Type form, Type call)
    {
        var said = call.GetProperties().Select(one => one.Name).ToHashSet();
        form.GetProperties().Where(one => one.CanWrite).Select(one => one.Name).Where(name => !said.Contains(name) && !SaidElsewhere.ContainsKey(name))
            .Should().BeEmpty();
    }

    [Fact]
    public async Task An_emisor_and_a_link_keep_whether_prices_include_iva()
    {
        var made = await product.Others.MustAsync(HttpMethod.Post, "/api/v1/emisores", 201, new
        {
            rfc = "ZZZZ850101AA1", nombre = "ZETA ZETA", regimenFiscal = "612", codigoPostal = "06500", iva = "Tasa16", serie = "ZZ",
        });
        var path = $"/api/v1/emisores/{made["id"]}";
        async Task<bool> SaveAsync(bool included)
        {
            var read = await product.Others.GetJsonAsync(path);
            read.Body!["ivaIncluido"] = included;
            await product.Others.MustAsync(HttpMethod.Put, path, 200, read.Body, read.Answer.Headers.ETag!.Tag);
            return (await product.Others.MustAsync(HttpMethod.Get, path, 200))["ivaIncluido"]!.GetValue<bool>();
        }

        (await SaveAsync(true)).Should().BeTrue();
        (await SaveAsync(false)).Should().BeFalse();

        var target = new { claveProdServ = "85121600", claveUnidad = "E48", descripcion = "Consulta con IVA incluido", iva = "Tasa16", ivaIncluido = true };
        await product.Others.MustAsync(HttpMethod.Post, "/api/v1/cpt-links", 200, new { codes = OneCode, target });
        var found = (await product.Others.MustAsync(HttpMethod.Get, "/api/v1/catalogs/cpt?text=99499", 200))["data"]![0]!["link"]!;
        (found["iva"]!.GetValue<string>(), found["ivaIncluido"]!.GetValue<bool>()).Should().Be(("Tasa16", true));
    }

    [Fact]
    public async Task A_namesake_insurer_and_a_shared_mail_are_asked_about_and_the_answer_is_taken()
    {
        var name = $"Namesake {Guid.NewGuid():N}";
        object Insurer(string rfc, bool another) => new { name, rfc, nombre = "GENERAL DE SALUD", regimenFiscal = "601", codigoPostal = "06500", another };
        await product.Ours.MustAsync(HttpMethod.Post, "/api/v1/insurers", 201, Insurer("MNS850101AA1", false));
        var asked = await product.Ours.SendAsync(HttpMethod.Post, "/api/v1/insurers", Insurer("MNS850101AB2", false));
        asked.ShouldBeProblem(422);
        asked.Body!["errors"]![0]!["field"]!.GetValue<string>().Should().EndWith("another");
        await product.Ours.MustAsync(HttpMethod.Post, "/api/v1/insurers", 201, Insurer("MNS850101AB2", true));

        var email = $"{Guid.NewGuid():N}@correo.example";
        await product.Ours.MustAsync(HttpMethod.Post, "/api/v1/patients", 201, new { name = "Madre Compartida", email });
        (await product.Ours.SendAsync(HttpMethod.Post, "/api/v1/patients", new { name = "Hija Compartida", email })).ShouldBeProblem(422);
        await product.Ours.MustAsync(HttpMethod.Post, "/api/v1/patients", 201, new { name = "Hija Compartida", email, another = true });
    }

    [Fact]
    public async Task Eight_drafts_at_once_each_take_the_next_control_number()
    {
        var (emisor, insurer) = (await product.FirstAsync("emisores"), await product.FirstAsync("insurers"));
        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => product.Ours.MustAsync(
            HttpMethod.Post, "/api/v1/invoices", 201, new { emisorId = emisor, insurerId = insurer, issueDate = Running.Today })));
        made.Select(one => one["id"]!.GetValue<string>()).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task A_draft_in_dollars_says_its_rate()
    {
        var (emisor, insurer) = (await product.FirstAsync("emisores"), await product.FirstAsync("insurers"));
        var made = await product.Ours.MustAsync(HttpMethod.Post, "/api/v1/invoices", 201,
            new { emisorId = emisor, insurerId = insurer, issueDate = Running.Today });
        var path = $"/api/v1/invoices/{made["id"]}";
        await product.Ours.MustAsync(HttpMethod.Put, $"{path}/payment-terms", 200, new { metodoPago = "PPD", formaPago = "99", tipoCambio = "18.123456" });
        (await product.Ours.MustAsync(HttpMethod.Get, path, 200))["tipoCambio"]!.GetValue<string>().Should().Be("18.123456");
        (await product.Ours.SendAsync(HttpMethod.Put, $"{path}/payment-terms", new { metodoPago = "PPD", formaPago = "99", tipoCambio = "0" }))
            .ShouldBeProblem(422);
    }
}
