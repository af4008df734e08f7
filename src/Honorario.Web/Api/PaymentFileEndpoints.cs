using Honorario.Billing.ComplementosPago;
using Honorario.Billing.Facturacion;
using Honorario.Web.Components.Pagos;
using static Honorario.Web.Api.FileAnswer;

namespace Honorario.Web.Api;

/// <summary>The preview of a complemento de pago, and the payments as a table, for who owns them.</summary>
internal static class PaymentFileEndpoints
{
    public static void MapPaymentFiles(this IEndpointRouteBuilder app)
    {
        app.MapGet(
            "/api/pagos/{id:guid}/vista-previa",
            async (Guid id, GenerateComplemento complementos, HttpResponse response, CancellationToken ct) =>
                await complementos.PreviewAsync(id, ct) is { Ok: true, Value: { } pdf }
                    ? HandOut(new Download("vista-previa.pdf", "application/pdf", pdf), response)
                    : Results.NotFound());
        app.MapGet(
            "/api/pagos.{format:regex(^(csv|xlsx)$)}",
            (string format, [AsParameters] PagosFiltro filter, ListPayments payments, HttpResponse response) =>
                HandOut(payments.Export(filter.Filter, Format(format)), response));
    }
}
