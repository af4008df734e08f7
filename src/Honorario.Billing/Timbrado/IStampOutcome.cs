using Honorario.Billing.Storage;

namespace Honorario.Billing.Timbrado;

/// <summary>What the PAC's answer means for one kind of document; saved in the same transaction as the answer.</summary>
public interface IStampOutcome
{
    /// <summary>The document has its stamp.</summary>
    Task StampedAsync(HonorarioDb db, SealedCfdi document, DateTime at, CancellationToken ct);

    /// <summary>The PAC refused it for good.</summary>
    Task RejectedAsync(HonorarioDb db, SealedCfdi document, DateTime at, CancellationToken ct);
}

/// <summary>What follows from the PAC's answer for documents of every kind, after their <see cref="IStampOutcome"/> and in the same transaction.</summary>
public interface IAfterStamp
{
    /// <summary>A document has its stamp.</summary>
    Task StampedAsync(HonorarioDb db, SealedCfdi document, DateTime at, CancellationToken ct);

    /// <summary>The PAC refused a document for good; what its outcome changed is saved.</summary>
    Task RejectedAsync(HonorarioDb db, SealedCfdi document, DateTime at, CancellationToken ct);
}
