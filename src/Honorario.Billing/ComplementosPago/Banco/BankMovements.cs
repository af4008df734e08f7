using Honorario.Billing.Auditoria;
using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Honorario.Cfdi;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.ComplementosPago.Banco;

/// <summary>The movements of an account that are no payment yet, with what each may pay.</summary>
/// <param name="Page">The asked page, oldest first.</param>
/// <param name="Invoices">Those that the proposals name, by id.</param>
/// <param name="Fitting">All, of whatever page, that add up and may be accepted together.</param>
public sealed record MovementsFound(Page<Proposal> Page, IReadOnlyDictionary<Guid, OpenInvoice> Invoices, IReadOnlyList<Proposal> Fitting);

/// <summary>Lists what arrived at an account and proposes what it pays.</summary>
public sealed class BankMovements(HonorarioStorage storage)
{
    public const int PageSize = 25;

    /// <param name="emisorId">Whose account.</param>
    /// <param name="account">Which one.</param>
    /// <param name="page">From 0.</param>
    public async Task<MovementsFound> RunAsync(Guid emisorId, Clabe account, int page, CancellationToken ct)
    {
        var (matches, invoices) = await ProposeAsync(emisorId, account, ct);
        return new MovementsFound(
            new Page<Proposal>([.. matches.Skip(page * PageSize).Take(PageSize)], matches.Count),
            invoices.ToDictionary(one => one.Id),
            [.. matches.Where(match => match.Fits)]);
    }

    /// <summary>What is proposed for one movement, beside the others of its account.</summary>
    /// <returns>Null when no such movement waits there.</returns>
    public async Task<Proposal?> ProposedAsync(Guid emisorId, Clabe account, Guid movementId, CancellationToken ct) =>
        (await ProposeAsync(emisorId, account, ct)).Matches.FirstOrDefault(match => match.Movement.Id == movementId);

    private async Task<(IReadOnlyList<Proposal> Matches, IReadOnlyList<OpenInvoice> Invoices)> ProposeAsync(
        Guid emisorId, Clabe account, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeMoney);
        var waiting = await Waiting(db).Where(row => row.EmisorId == emisorId && row.Account == account).OrderBy(row => row.Date).Take(2_000).ToListAsync(ct);
        var invoices = await OpenInvoices.OfAsync(db, row => row.EmisorId == emisorId, ct);
        var payers = await db.Insurers().AsNoTracking().Select(row => new Payer(row.SuccessorId ?? row.Id, row.Name, row.Nombre, row.Rfc)).ToListAsync(ct);
        var known = await db.Payments().AsNoTracking().Where(row => row.EmisorId == emisorId && row.UndoneAt == null && row.BankMovementId == null)
            .Select(row => new KnownPayment(row.Id, row.PaidOn, row.Amount, row.OperationNumber)).ToListAsync(ct);
        return (new Matching(invoices, known, payers).Propose(waiting), invoices);
    }

    /// <summary>Neither dismissed nor a live payment.</summary>
    internal static IQueryable<BankMovement> Waiting(HonorarioDb db) => db.BankMovements().AsNoTracking()
        .Where(row => row.DismissedAt == null && !db.Payments().Any(payment => payment.BankMovementId == row.Id && payment.UndoneAt == null));

    /// <returns>Null when this account of Honorario has no such movement waiting.</returns>
    public async Task<BankMovement?> FindAsync(Guid movementId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeMoney);
        return await Waiting(db).SingleOrDefaultAsync(row => row.Id == movementId, ct);
    }
}

/// <summary>"Aceptar": a person says that a movement is what was proposed; it becomes a payment, or is the one already registered.</summary>
public sealed class AcceptMatch(HonorarioStorage storage, RegisterPayment register, PlaceClock places, Turns turns, TimeProvider clock)
{
    private static readonly TimeOnly Noon = new(12, 0);

    /// <returns>The payment's id.</returns>
    public async Task<Result<Guid>> RunAsync(Proposal match, CancellationToken ct)
    {
        if (match.PaymentId is { } payment)
        {
            return await turns.TakeAsync(
                storage, Right.RegisterPayments, NumberLine.Instalments(match.Movement.EmisorId),
                turn => LinkAsync(turn.Db, match.Movement.Id, payment, ct), ct);
        }

        await using var db = storage.Open(Right.RegisterPayments);
        var codigoPostal = await db.Emisores().Where(row => row.Id == match.Movement.EmisorId).Select(row => row.CodigoPostal).SingleAsync(ct);
        return await register.RunAsync(FormOf(match.Movement, match.Shares, places.NowAt(codigoPostal)), ct);
    }

    /// <summary>The payment that a movement is; at noon when its hour is unknown, as SAT asks, or now while that is still to come.</summary>
    /// <param name="now">Local at the emisor's place of issue.</param>
    public static PaymentForm FormOf(BankMovement movement, IReadOnlyList<PaymentShare> shares, DateTime now)
    {
        var at = movement.Date.ToDateTime(movement.Time ?? Noon);
        var paidAt = movement.Time is null && at > now && at.Date == now.Date ? now : at;
        return new PaymentForm(paidAt, movement.Amount, "03", movement.Reference, shares, ReceiverAccount: movement.Account.Value, BankMovementId: movement.Id);
    }

    private async Task<Result<Guid>> LinkAsync(HonorarioDb db, Guid movementId, Guid paymentId, CancellationToken ct)
    {
        var payment = await db.Payments().SingleOrDefaultAsync(row => row.Id == paymentId && row.UndoneAt == null, ct);
        if (payment is null)
            return new Problem("", "El pago ya no está registrado: vuelve a buscar.");
        if (payment.BankMovementId == movementId)
            return paymentId;
        if (payment.BankMovementId is not null || !await BankMovements.Waiting(db).AnyAsync(row => row.Id == movementId && row.Amount == payment.Amount, ct))
            return new Problem("", "El movimiento ya es otro pago: vuelve a buscar.");
        payment.BankMovementId = movementId;
        db.Record(paymentId, clock.GetUtcNow().UtcDateTime, "Pago encontrado en el estado de cuenta");
        await db.SaveChangesAsync(ct);
        return paymentId;
    }
}

/// <summary>"No es de una aseguradora": a movement is looked at no more, until it is brought back.</summary>
public sealed class DismissMovement(HonorarioStorage storage, TimeProvider clock)
{
    /// <returns>Whether there is such a movement.</returns>
    public async Task<bool> RunAsync(Guid movementId, bool dismissed, CancellationToken ct)
    {
        await using var db = storage.Open(Right.RegisterPayments);
        if (await db.BankMovements().SingleOrDefaultAsync(row => row.Id == movementId, ct) is not { } movement)
            return false;
        var now = clock.GetUtcNow().UtcDateTime;
        movement.DismissedAt = dismissed ? movement.DismissedAt ?? now : null;
        db.Record(movementId, now, dismissed ? "Movimiento descartado" : "Movimiento recuperado");
        await db.SaveChangesAsync(ct);
        return true;
    }

    /// <summary>The latest that were dismissed in an account.</summary>
    public async Task<IReadOnlyList<BankMovement>> ListAsync(Guid emisorId, Clabe account, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeMoney);
        return await db.BankMovements().AsNoTracking().Where(row => row.EmisorId == emisorId && row.Account == account && row.DismissedAt != null)
            .OrderByDescending(row => row.DismissedAt).Take(50).ToListAsync(ct);
    }
}
