using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Honorario.Cfdi;
using Honorario.Cfdi.Reading;
using Honorario.Pac;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Honorario.Billing.Cancelacion;

/// <summary>What SAT last said of a document of ours.</summary>
public sealed class SatCheck : IOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PracticeId { get; set; }
    public Guid SealedCfdiId { get; init; }
    public Guid SubjectId { get; init; }
    public required Uuid Uuid { get; init; }
    public DateTime At { get; set; }

    /// <summary>In SAT's words: Vigente, Cancelado or No Encontrado.</summary>
    public string Estado { get; set; } = "";

    public string EsCancelable { get; set; } = "";
    public string EstatusCancelacion { get; set; } = "";

    /// <summary>What SAT and this account say differently, in words for the user; null when they agree.</summary>
    public string? Difference { get; set; }
}

internal sealed class SatCheckTable : IEntityTypeConfiguration<SatCheck>
{
    public void Configure(EntityTypeBuilder<SatCheck> check)
    {
        check.HasIndex(row => row.SealedCfdiId).IsUnique();
        check.HasIndex(row => new { row.PracticeId, row.At }).HasFilter("difference IS NOT NULL");
        check.HasOne<SealedCfdi>().WithMany().HasForeignKey(row => row.SealedCfdiId).OnDelete(DeleteBehavior.Restrict);
    }
}

/// <summary>Asks SAT for the status of a document, or of all that have not been asked about lately, and writes down what differs.</summary>
public sealed class CheckSatStatus(HonorarioStorage storage, ConsultaCfdi sat, TimeProvider clock)
{
    /// <summary>How many documents one round asks about.</summary>
    public const int Round = 500;

    /// <summary>How long after the stamp SAT may not know a document yet.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromHours(24);

    /// <param name="subjectId">The invoice, complement… whose stamped document it is.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<Result<SatCheck>> RunAsync(Guid subjectId, CancellationToken cancellation)
    {
        await using var db = storage.Open();
        var document = await db.SealedCfdis.AsNoTracking().SingleOrDefaultAsync(
            row => row.SubjectId == subjectId && row.State == StampState.Stamped, cancellation);
        if (document is null)
            return new Problem("", "El documento aún no está timbrado.");
        return await AskAsync(db, document, cancellation) is { } check
            ? check
            : new Problem("", "El SAT no contestó. Inténtalo en unos minutos.");
    }

    /// <summary>Asks about the documents least recently asked about.</summary>
    /// <returns>How many differ.</returns>
    public async Task<int> ReviewAsync(CancellationToken cancellation)
    {
        await using var db = storage.Open();
        var before = clock.GetUtcNow().UtcDateTime.AddHours(-20);
        var ids = await (
            from document in db.SealedCfdis
            where document.State == StampState.Stamped
            from check in db.SatChecks.Where(row => row.SealedCfdiId == document.Id).DefaultIfEmpty()
            where check == null || check.At < before
            orderby check == null ? DateTime.UnixEpoch : check.At
            select document.Id).Take(Round).ToListAsync(cancellation);
        var different = 0;
        foreach (var id in ids)
        {
            await using var one = storage.Open();
            var document = await one.SealedCfdis.AsNoTracking().SingleAsync(row => row.Id == id, cancellation);
            if (await AskAsync(one, document, cancellation) is { Difference: not null })
                different++;
        }

        return different;
    }

    /// <summary>What differs between SAT and this account, latest first.</summary>
    public async Task<IReadOnlyList<SatCheck>> DifferencesAsync(CancellationToken cancellation)
    {
        await using var db = storage.Open();
        return await db.SatChecks.AsNoTracking().Where(row => row.Difference != null).OrderByDescending(row => row.At).Take(Round).ToListAsync(cancellation);
    }

    private async Task<SatCheck?> AskAsync(HonorarioDb db, SealedCfdi document, CancellationToken cancellation)
    {
        if (await sat.AskAsync(ExpresionImpresa.Of(CfdiReader.Read(document.StampedXml).Document!), cancellation) is not SatAnswer.Known { Status: var status })
            return null;
        var cancelled = await db.Cancellations.AnyAsync(row => row.SealedCfdiId == document.Id && row.State == CancellationState.Cancelled, cancellation);
        var check = await db.SatChecks.SingleOrDefaultAsync(row => row.SealedCfdiId == document.Id, cancellation);
        if (check is null)
            db.SatChecks.Add(check = new SatCheck { SealedCfdiId = document.Id, SubjectId = document.SubjectId, Uuid = document.Uuid! });
        check.At = clock.GetUtcNow().UtcDateTime;
        (check.Estado, check.EsCancelable, check.EstatusCancelacion) = (status.Estado, status.EsCancelable, status.EstatusCancelacion);
        check.Difference = Difference(status, cancelled, check.At - document.AnsweredAt > Grace);
        await db.SaveChangesAsync(cancellation);
        return check;
    }

    private static string? Difference(SatStatus status, bool cancelled, bool old) => (status, cancelled) switch
    {
        ({ IsCancelled: true }, false) => "El SAT lo tiene cancelado y aquí está vigente.",
        ({ IsInForce: true }, true) => "El SAT lo tiene vigente y aquí está cancelado.",
        ({ IsInForce: false, IsCancelled: false }, _) when old => "El SAT no lo encuentra y aquí está timbrado.",
        _ => null,
    };
}
