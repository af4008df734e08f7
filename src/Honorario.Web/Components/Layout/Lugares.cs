using Honorario.Billing.Cuentas;
using Honorario.Billing.Kern;
using Honorario.Web.Cuentas;

namespace Honorario.Web.Components.Layout;

/// <summary>A screen, or what is done on one, as the search finds it.</summary>
/// <param name="Name">As the menu or its button calls it.</param>
/// <param name="Href">Where.</param>
/// <param name="Words">What else it is looked for by.</param>
/// <param name="Needs">What it takes besides opening the page.</param>
/// <param name="Action">It does something, rather than shows it.</param>
/// <param name="Key">The letter that opens it where the screen has nothing of its own for it; "" for none.</param>
internal sealed record Lugar(string Name, string Href, string Words = "", Right Needs = Right.Enter, bool Action = false, string Key = "")
{
    public static IReadOnlyList<Lugar> All { get; } =
    [
        new("Registrar servicio", "/finanzas/servicios/nuevo", "nuevo alta", Action: true, Key: "n"),
        new("Registrar Factura", "/finanzas/facturacion/registrar", "nueva facturar", Action: true),
        new("Facturar periodo", "/finanzas/facturacion/periodo", "mes todas", Action: true),
        new("Cobrar copago", "/finanzas/cobros", "pagar servicio ticket", Right.Charge, Action: true),
        new("Corte de caja", "/finanzas/cobros?tab=caja", "cortar turno fondo", Right.Charge, Action: true),
        new("Registrar pago", "/finanzas/pagos/registrar", "deposito aseguradora", Action: true),
        new("Nuevo paciente", "/pacientes/nuevo", "alta agregar", Action: true),
        new("Importar servicios", "/finanzas/servicios/importar", "archivo excel cargar", Action: true),
        new("Cargar varios XML", "/finanzas/facturacion/externas", "facturas externas", Action: true),
        new("Complementos del mes", "/finanzas/pagos/mes", "generar timbrar rep", Action: true),
        new("Inicio", "/", "pendientes trabajo"),
        new("Finanzas", "/finanzas", ""),
        new("Facturación", "/finanzas/facturacion?tab=facturacion", "facturas lista"),
        new("Servicios realizados", "/finanzas/facturacion?tab=servicios", "lista"),
        new("Cobros", "/finanzas/cobros", "copagos caja"),
        new("Caja", "/finanzas/cobros?tab=caja", "cortes anteriores"),
        new("Factura global", "/finanzas/cobros?tab=global", "publico general", Right.SeeInvoices),
        new("Complementos de pago", "/finanzas/pagos", "rep por timbrar"),
        new("Todos los pagos", "/finanzas/pagos?ver=todos", "depositos"),
        new("Estado de cuenta del banco", "/finanzas/pagos/banco", "movimientos conciliar"),
        new("Cartera", "/finanzas/cartera", "antiguedad saldos deben"),
        new("Resumen", "/finanzas/resumen", "graficas cifras"),
        new("Diferencias con el SAT", "/finanzas/diferencias-sat", "estatus"),
        new("Pacientes", "/pacientes", "lista"),
        new("Configuraciones", "/configuracion", "ajustes"),
        new("Datos fiscales", "/configuracion/datos-fiscales", "emisor llave csd certificado manifiesto logo cuentas"),
        new("Aseguradoras", "/configuracion/aseguradoras", "receptores"),
        new("Precios pactados", "/configuracion/precios", "tabulador convenios aseguradora copago"),
        new("Correo", "/configuracion/correo", "servidor smtp"),
        new("Configuración de cobros", "/configuracion/cobros", "ticket papel copago autofactura"),
        new("Estado del sistema", "/configuracion/estado", "respaldos cola salud"),
        new("Vinculación de códigos", "/configuracion/vinculacion", "cpt4 ctp4 clave sat servicios"),
        new("Bitácora", "/configuracion/bitacora", "quien cambio auditoria"),
        new("Usuarios", "/configuracion/usuarios", "personas roles permisos"),
    ];

    public bool IsFor(Actor actor) => actor.May(Needs) && Links.MayOpen(actor, Href);

    /// <summary>Whether each word typed begins one of its words.</summary>
    public bool Answers(string typed)
    {
        var words = SearchText.Of(Name, Words).Split(' ');
        return SearchText.Of(typed).Split(' ').All(part => words.Any(word => word.StartsWith(part, StringComparison.Ordinal)));
    }
}
