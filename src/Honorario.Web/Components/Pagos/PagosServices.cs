using Honorario.Billing.Cuentas;
using Honorario.Web.Components.Facturacion;

namespace Honorario.Web.Components.Pagos;

/// <summary>Payments on screen: their own pages, and their part of an invoice's page.</summary>
internal static class PagosServices
{
    public static IServiceCollection AddPagosScreens(this IServiceCollection services) =>
        services.AddSingleton(new InvoiceSection(typeof(PagosDeFactura), Right.SeeMoney));
}
