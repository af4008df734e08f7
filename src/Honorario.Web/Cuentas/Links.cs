using Honorario.Billing.Cuentas;

namespace Honorario.Web.Cuentas;

/// <summary>Where the links of the menu and of problems lead, and the right to open each: nobody is led to a page that would refuse.</summary>
internal static class Links
{
    /// <summary>The rooms of the configuration by their addresses.</summary>
    public static IReadOnlyDictionary<string, Right> Settings { get; } = new Dictionary<string, Right>
    {
        ["/configuracion/datos-fiscales"] = Right.KeepKeys,
        ["/configuracion/vinculacion"] = Right.AgreePrices,
        ["/configuracion/aseguradoras"] = Right.SeeSettings,
        ["/configuracion/servicios"] = Right.EditPatients,
        ["/configuracion/cobros"] = Right.AgreePrices,
        ["/configuracion/usuarios"] = Right.AdministratePeople,
        ["/configuracion/bitacora"] = Right.ReadAudit,
        ["/configuracion/correo"] = Right.KeepKeys,
    };

    private static readonly (string Prefix, Right Right)[] Pages =
    [
        .. Settings.Select(room => (room.Key, room.Value)),
        ("/finanzas/facturacion", Right.SeeInvoices), ("/finanzas/documentos", Right.SeeInvoices), ("/finanzas/diferencias-sat", Right.SeeInvoices),
        ("/finanzas/cobros", Right.SeeCharges), ("/finanzas/pagos", Right.SeeMoney), ("/finanzas/cartera", Right.SeeMoney),
    ];

    /// <summary>Whether the configuration is for somebody.</summary>
    public static bool ToSettings(Actor actor) => actor.May(Right.SeeSettings);

    /// <summary>Whether somebody may open what a link leads to.</summary>
    public static bool MayOpen(Actor actor, string link) =>
        Pages.Where(page => link.StartsWith(page.Prefix, StringComparison.Ordinal)).All(page => actor.May(page.Right));
}
