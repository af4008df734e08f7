using Honorario.Billing.Correo;
using Honorario.Billing.Facturacion;

namespace Honorario.Billing.Inicio;

/// <summary>What waits for somebody in the practice: each part counted and summed as a whole, of which one page is here.</summary>
/// <param name="Today">The day from which what is left or past is counted, in central Mexico.</param>
/// <param name="Rejected">Invoices that the insurer rejected.</param>
/// <param name="Complementos">Payments that lack their complement, the most pressing first.</param>
/// <param name="Deposits">Accounts with deposits that are no payment yet.</param>
/// <param name="Drafts">Invoices that were begun and not stamped, the oldest first.</param>
/// <param name="Mails">Messages that did not reach everybody and were not followed by another about the same.</param>
/// <param name="MailsWithoutServer">How many messages wait until the practice says which server sends its mail.</param>
/// <param name="BoxTrouble">What is wrong with the box of returned mail, in a sentence, when it has lasted a day; null otherwise.</param>
/// <param name="ToBill">Services on no invoice, whatever their month, the oldest month first.</param>
/// <param name="Deadlines">Invoices of a year that are owed or were rejected and that soon can't be cancelled any more.</param>
/// <param name="OnTheirWay">Stamped invoices with a balance, by where they stand.</param>
public sealed record Worklist(
    DateOnly Today,
    WorkPart<RejectedInvoice> Rejected,
    WorkPart<DueComplemento> Complementos,
    WorkPart<WaitingDeposits> Deposits,
    WorkPart<DraftInvoice> Drafts,
    WorkPart<Mail> Mails,
    int MailsWithoutServer,
    string? BoxTrouble,
    WorkPart<UnbilledMonth> ToBill,
    IReadOnlyList<CancelDeadline> Deadlines,
    IReadOnlyList<OwedInvoices> OnTheirWay)
{
    /// <summary>What asks for attention; of what may be billed there is always some.</summary>
    public int Pressing =>
        Rejected.Page.Count + Complementos.Page.Count + Deposits.Page.Count + Drafts.Page.Count + Mails.Page.Count + (MailsWithoutServer > 0 ? 1 : 0)
        + (BoxTrouble is null ? 0 : 1) + Deadlines.Count;
}

/// <summary>One part of the worklist.</summary>
/// <param name="Page">The page of it that was asked for.</param>
/// <param name="Sum">What all of it adds up to, in pesos; 0 where there is no money in it.</param>
public sealed record WorkPart<T>(Page<T> Page, decimal Sum);

/// <summary>Which page of each part, from 0.</summary>
public sealed record WorkPages(int Rejected = 0, int Complementos = 0, int Deposits = 0, int Drafts = 0, int Mails = 0, int ToBill = 0);

/// <param name="Amount">What the insurer finances, before taxes.</param>
/// <param name="Unlinked">How many of the services have a CPT4 without a clave SAT: they can't be billed yet.</param>
public sealed record UnbilledMonth(Guid InsurerId, string Insurer, DateOnly Month, int Services, decimal Amount, int Unlinked);

/// <param name="Year">Of issue.</param>
/// <param name="LastDay">Until when they may be cancelled.</param>
/// <param name="Rejected">How many of them the insurer rejected.</param>
/// <param name="Total">What all of them are of, in pesos.</param>
public sealed record CancelDeadline(string EmisorRfc, string Emisor, int Year, DateOnly LastDay, int Count, int Rejected, decimal Total);

/// <param name="Reason">In the insurer's words; null when it gave none.</param>
/// <param name="RejectedAt">UTC; null for one that was rejected before such changes were written down.</param>
public sealed record RejectedInvoice(Guid Id, string ControlNumber, string Insurer, decimal Balance, string? Reason, DateTime? RejectedAt);

/// <param name="Due">Last day to stamp it.</param>
public sealed record DueComplemento(Guid PaymentId, string Insurer, DateOnly PaidOn, decimal Amount, int Invoices, DateOnly Due);

/// <param name="AccountId">Null for an account that is no longer in the emisor's list.</param>
/// <param name="Clabe">Where they arrived.</param>
/// <param name="Oldest">The day of the oldest.</param>
public sealed record WaitingDeposits(Guid? AccountId, string Clabe, int Count, decimal Amount, DateOnly Oldest);

/// <param name="Rejection">Why its stamping was refused; null when it was not.</param>
/// <param name="CreatedAt">UTC.</param>
public sealed record DraftInvoice(Guid Id, string ControlNumber, string Insurer, int Services, decimal Total, string? Rejection, DateTime CreatedAt);

/// <param name="Status">Where they stand.</param>
/// <param name="Balance">What is owed of them, in pesos.</param>
/// <param name="Oldest">The oldest Fecha de factura.</param>
/// <param name="PayOn">The next day on which the insurer said that it will pay one; null when it said none.</param>
public sealed record OwedInvoices(InvoiceStatus Status, int Count, decimal Balance, DateOnly Oldest, DateOnly? PayOn);
