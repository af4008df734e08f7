using Honorario.Billing.Cancelacion;
using Honorario.Billing.Timbrado;
using Honorario.Pac;

namespace Honorario.Billing.Facturacion;

/// <summary>What SAT's answer means for a document made elsewhere.</summary>
internal static class SatWord
{
    /// <summary>A PAC hands its stamps to SAT at once; SAT's search may lag behind it.</summary>
    private static readonly TimeSpan Lag = TimeSpan.FromHours(72);

    /// <param name="answer">SAT's.</param>
    /// <param name="stampedAt">Local.</param>
    /// <param name="now">Local.</param>
    /// <returns>Whether it keeps the document out, and the sentence; no sentence when SAT has it in force.</returns>
    public static (bool Wrong, Problem? Said) Of(SatAnswer answer, DateTime stampedAt, DateTime now) => answer switch
    {
        SatAnswer.Unavailable silent => Doubt($"No se pudo preguntar al SAT si está vigente: {silent.Reason}"),
        SatAnswer.Known { Status: { IsCancelled: true } } => Error("El SAT lo tiene cancelado: carga el comprobante vigente."),
        SatAnswer.Known { Status: { IsWaiting: true } } => Doubt("El SAT lo tiene en proceso de cancelación: pregunta a quien lo emitió antes de cargarlo."),
        SatAnswer.Known { Status: { IsInForce: true, ValidacionEfos: "100" or "101" } } =>
            Doubt("El SAT tiene al emisor en la lista de operaciones simuladas (artículo 69-B del CFF)."),
        SatAnswer.Known { Status: { IsInForce: true } } => (false, null),
        SatAnswer.Known { Status: { CodigoEstatus: var code } } when code.Contains("601", StringComparison.Ordinal) =>
            Error("El SAT conoce ese folio fiscal con otro emisor, receptor, total o sello: pide el archivo original."),
        _ when now - stampedAt < Lag => Doubt("El SAT aún no lo encuentra; puede tardar hasta 72 horas después del timbre."),
        _ => Error("El SAT no lo encuentra: no se emitió, o se emitió en un ambiente de pruebas."),
    };

    /// <summary>Keeps SAT's word of a document.</summary>
    public static SatCheck Keep(SealedCfdi document, SatStatus status, DateTime at) => new()
    {
        SealedCfdiId = document.Id,
        SubjectId = document.SubjectId,
        Uuid = document.Uuid!,
        At = at,
        Estado = status.Estado,
        EsCancelable = status.EsCancelable,
        EstatusCancelacion = status.EstatusCancelacion,
    };

    private static (bool Wrong, Problem? Said) Error(string message) => (true, new Problem(FieldNames.Xml, message));

    private static (bool Wrong, Problem? Said) Doubt(string message) => (false, new Problem(FieldNames.Xml, message));
}
