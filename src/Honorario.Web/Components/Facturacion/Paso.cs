namespace Honorario.Web.Components.Facturacion;

/// <summary>The steps from "+ Registrar Factura" to "Factura Honorario".</summary>
public enum Paso
{
    Registro,
    Pago,
    Servicios,
    Resumen,
}
