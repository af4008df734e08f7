using Honorario.Billing.Timbrado;

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
    public const string NoSeLlevoACabo = "03";
    public const string EnFacturaGlobal = "04";

    public static IReadOnlyList<Motivo> All { get; } =
    [
        new(ConRelacion,
            "Comprobante emitido con errores con relación", "Tiene un error en un dato, una clave o un importe, y lo sustituye otro que ya está timbrado."),
        new("02", "Comprobante emitido con errores sin relación",
            "Tiene un error y ningún otro lo sustituye: por ejemplo, se facturó dos veces o a quien no era."),
        new(NoSeLlevoACabo, "No se llevó a cabo la operación", "El servicio o el pago no ocurrió."),
        new(EnFacturaGlobal,
            "Operación nominativa relacionada en una factura global", "Es una factura global y un cliente pidió la factura de una venta que estaba en ella."),
    ];

    /// <summary>Those with which a kind of document may be cancelled.</summary>
    public static IEnumerable<Motivo> For(DocumentDescription kind) => All.Where(motivo => kind.Motivos.Contains(motivo.Code));
}
