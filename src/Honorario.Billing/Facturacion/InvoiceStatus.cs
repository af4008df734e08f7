using System.Collections.Frozen;

namespace Honorario.Billing.Facturacion;

/// <summary>Where an insurer invoice stands. <see cref="InvoiceStatuses.Text"/> says it as the guide prints it.</summary>
public enum InvoiceStatus
{
    Borrador,
    Facturada,
    EnviadaAseguradora,
    AceptadaAseguradoraAdministradora,
    RechazadaAseguradora,
    PagoParcial,
    Pagado,
    ComplementoCargado,
    EnProcesoDeCancelacion,
    Cancelada,
}

/// <summary>The names of the statuses and the moves between them.</summary>
public static class InvoiceStatuses
{
    private static readonly FrozenDictionary<InvoiceStatus, string> Texts = new Dictionary<InvoiceStatus, string>
    {
        [InvoiceStatus.Borrador] = "Borrador",
        [InvoiceStatus.Facturada] = "Facturada",
        [InvoiceStatus.EnviadaAseguradora] = "Enviada|Aseguradora",
        [InvoiceStatus.AceptadaAseguradoraAdministradora] = "Aceptada|Aseguradora|Administradora",
        [InvoiceStatus.RechazadaAseguradora] = "Rechazada|Aseguradora",
        [InvoiceStatus.PagoParcial] = "Pago parcial",
        [InvoiceStatus.Pagado] = "Pagado",
        [InvoiceStatus.ComplementoCargado] = "Complemento Cargado",
        [InvoiceStatus.EnProcesoDeCancelacion] = "En proceso de cancelación",
        [InvoiceStatus.Cancelada] = "Cancelada",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<InvoiceStatus, InvoiceStatus[]> Moves = new Dictionary<InvoiceStatus, InvoiceStatus[]>
    {
        [InvoiceStatus.Borrador] = [InvoiceStatus.Facturada],
        [InvoiceStatus.Facturada] =
        [
            InvoiceStatus.EnviadaAseguradora, InvoiceStatus.AceptadaAseguradoraAdministradora, InvoiceStatus.RechazadaAseguradora,
            InvoiceStatus.PagoParcial, InvoiceStatus.Pagado, InvoiceStatus.EnProcesoDeCancelacion, InvoiceStatus.Cancelada,
        ],
        [InvoiceStatus.EnviadaAseguradora] =
        [
            InvoiceStatus.AceptadaAseguradoraAdministradora, InvoiceStatus.RechazadaAseguradora, InvoiceStatus.PagoParcial,
            InvoiceStatus.Pagado, InvoiceStatus.EnProcesoDeCancelacion, InvoiceStatus.Cancelada,
        ],
        [InvoiceStatus.AceptadaAseguradoraAdministradora] =
        [
            InvoiceStatus.RechazadaAseguradora, InvoiceStatus.PagoParcial, InvoiceStatus.Pagado,
            InvoiceStatus.EnProcesoDeCancelacion, InvoiceStatus.Cancelada,
        ],
        [InvoiceStatus.RechazadaAseguradora] =
        [
            InvoiceStatus.EnviadaAseguradora, InvoiceStatus.EnProcesoDeCancelacion, InvoiceStatus.Cancelada,
        ],
        [InvoiceStatus.PagoParcial] =
        [
            InvoiceStatus.Pagado, InvoiceStatus.AceptadaAseguradoraAdministradora, InvoiceStatus.EnviadaAseguradora, InvoiceStatus.Facturada,
        ],
        [InvoiceStatus.Pagado] =
        [
            InvoiceStatus.ComplementoCargado, InvoiceStatus.PagoParcial, InvoiceStatus.AceptadaAseguradoraAdministradora,
            InvoiceStatus.EnviadaAseguradora, InvoiceStatus.Facturada,
        ],
        [InvoiceStatus.ComplementoCargado] = [InvoiceStatus.Pagado, InvoiceStatus.PagoParcial],
        [InvoiceStatus.EnProcesoDeCancelacion] =
        [
            InvoiceStatus.Cancelada, InvoiceStatus.Facturada, InvoiceStatus.EnviadaAseguradora,
            InvoiceStatus.AceptadaAseguradoraAdministradora, InvoiceStatus.RechazadaAseguradora,
        ],
        [InvoiceStatus.Cancelada] = [],
    }.ToFrozenDictionary();

    /// <summary>As the guide prints it.</summary>
    public static string Text(this InvoiceStatus status) => Texts[status];

    /// <summary>Whether an invoice may go from one to the other.</summary>
    public static bool MayBecome(this InvoiceStatus from, InvoiceStatus to) => Moves[from].Contains(to);
}
