using System.Reflection;
using Honorario.Billing.Cuentas;
using Microsoft.AspNetCore.Components;

namespace Honorario.Web.Cuentas;

/// <summary>Where links lead, and whether who sees one may open it: nobody is led to a page that would refuse.</summary>
internal static class Links
{
    /// <summary>The parts of Finanzas in the order of the menu.</summary>
    public static IReadOnlyList<(string Title, string Link)> Finance { get; } =
    [
        ("Facturación", "/finanzas/facturacion"),
        ("Cobros", "/finanzas/cobros"),
        ("Complementos de pago", "/finanzas/pagos"),
        ("Cartera", "/finanzas/cartera"),
        ("Resumen", "/finanzas/resumen"),
        ("Diferencias con el SAT", "/finanzas/diferencias-sat"),
    ];

    /// <summary>Every page's address in parts, and what it asks for; one whose parts are all told goes before one with a parameter.</summary>
    private static readonly (string[] Parts, Right[] Needs)[] Pages =
    [
        .. from type in typeof(Links).Assembly.GetTypes()
           from route in type.GetCustomAttributes<RouteAttribute>()
           let parts = Parts(route.Template)
           orderby parts.Count(IsParameter)
           select (parts, type.GetCustomAttributes<NeedsAttribute>().Select(need => need.Right).ToArray()),
    ];

    /// <summary>Whether somebody may open what a link within the product leads to.</summary>
    public static bool MayOpen(Actor actor, string link)
    {
        var asked = Parts(link.Split('?', '#')[0]);
        return Pages.FirstOrDefault(page => Leads(page.Parts, asked)).Needs is not { } needs || needs.All(actor.May);
    }

    private static string[] Parts(string address) => address.Split('/', StringSplitOptions.RemoveEmptyEntries);

    private static bool IsParameter(string part) => part.StartsWith('{');

    private static bool Leads(string[] page, string[] asked) => page.Length == asked.Length
        && page.Zip(asked).All(pair => IsParameter(pair.First) || string.Equals(pair.First, pair.Second, StringComparison.OrdinalIgnoreCase));
}
