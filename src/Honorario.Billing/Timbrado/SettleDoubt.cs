using Honorario.Billing.Auditoria;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Honorario.Cfdi;
using Honorario.Pac;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Timbrado;

/// <summary>
/// Ends the doubt about a document that the PAC refused after an attempt without an answer: it is asked again, the stamped XML is
/// loaded, or a person answers for it that it was never stamped.
/// </summary>
public sealed class SettleDoubt(HonorarioStorage storage, IPac pac, FollowAnswer follow, OutboxSignal signal, TimeProvider clock)
{
    private const string Gone = "El documento ya no está en duda: vuelve a cargar la página.";

    /// <summary>Sends the same bytes once more.</summary>
    public async Task<Result<Guid>> AskAgainAsync(Guid documentId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.Cancel);
        if (await OpenAsync(db, documentId, ct) is not { } document)
            return new Problem("", Gone);
        var now = clock.GetUtcNow().UtcDateTime;
        if (!await db.Outbox().AnyAsync(row => row.SubjectId == documentId && row.Kind == StampSealedCfdi.Kind && row.DoneAt == null, ct))
            db.Outbox().Add(new OutboxMessage { Kind = StampSealedCfdi.Kind, SubjectId = documentId, Line = document.EmisorId, CreatedAt = now, DueAt = now });
        await db.SaveChangesAsync(ct);
        signal.Raise();
        return document.Id;
    }

    /// <summary>Takes the stamped XML, which the PAC's portal hands out.</summary>
    public Task<Result<Guid>> LoadAsync(Guid documentId, byte[] xml, CancellationToken ct) => SettleAsync(documentId, async (db, document, now) =>
    {
        if (StampProof.Of(System.Text.Encoding.UTF8.GetString(xml), document.SealedXml) is not StampAnswer.Stamped stamped)
            return new Problem(FieldNames.Xml, "El XML no es el de este documento con su timbre: descárgalo del portal del PAC sin cambiarlo.");
        document.Stamped(stamped.Xml, Uuid.Parse(stamped.Timbre.Uuid), pac.SinValidezFiscal, now);
        db.Record(document.SubjectId, now, "Timbrada", $"XML cargado: {document.Uuid}");
        await follow.StampedAsync(db, document, now, ct);
        return null;
    }, ct);

    /// <summary>A person has asked the PAC and answers for it that the document was never stamped.</summary>
    public Task<Result<Guid>> NeverStampedAsync(Guid documentId, CancellationToken ct) => SettleAsync(documentId, async (db, document, now) =>
    {
        db.Record(document.SubjectId, now, "Confirmado: no se timbró", $"{pac.Name}: {document.RejectionCode} {document.RejectionMessage}");
        document.Rejected(document.RejectionCode!, document.RejectionMessage!, now);
        await follow.RejectedAsync(db, document, now, ct);
        return null;
    }, ct);

    private async Task<Result<Guid>> SettleAsync(Guid documentId, Func<HonorarioDb, SealedCfdi, DateTime, Task<Problem?>> settle, CancellationToken ct)
    {
        await using var db = storage.Open(Right.Cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await OpenAsync(db, documentId, ct) is not { } document)
            return new Problem("", Gone);
        if (await settle(db, document, clock.GetUtcNow().UtcDateTime) is { } problem)
            return problem;
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        signal.Raise();
        return document.Id;
    }

    private static Task<SealedCfdi?> OpenAsync(HonorarioDb db, Guid documentId, CancellationToken ct) =>
        db.SealedCfdis().SingleOrDefaultAsync(row => row.Id == documentId && row.State == PacState.Pending && row.DoubtfulSince != null, ct);
}
