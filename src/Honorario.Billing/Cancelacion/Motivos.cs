namespace Honorario.Billing.Cancelacion;

/// <summary>SAT's motives for cancelling, in plain words.</summary>
/// <param name="Code">01 to 04.</param>
/// <param name="Text">SAT's name.</param>
/// <param name="When">When to choose it.</param>
public sealed record Motivo(string Code, string Text, string When);

/// <summary>The motives there are.</summary>
public static class Motivos
{
    public const string ConRelacion = "01";
    public const string EnFacturaGlobal = "04";

    public static IReadOnlyList<Motivo> All { get; } =
    [
        new(ConRelacion, "Comprobante emitido con errores con relación", "Tiene un error y ya emitiste otro que lo sustituye."),
        new("02", "Comprobante emitido con errores sin relación", "Tiene un error y nada lo sustituye."),
        new("03", "No se llevó a cabo la operación", "El servicio o el pago no ocurrió."),
        new(EnFacturaGlobal, "Operación nominativa relacionada en una factura global", "La venta ya estaba en una factura global y el cliente pidió la suya."),
    ];
}
