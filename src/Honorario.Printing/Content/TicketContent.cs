namespace Honorario.Printing.Content;

/// <summary>The paper that a ticket is printed on.</summary>
public enum TicketPaper
{
    /// <summary>A 58 mm roll, 48 mm of it printable.</summary>
    Roll58,

    /// <summary>An 80 mm roll, 72 mm of it printable.</summary>
    Roll80,

    /// <summary>Letter.</summary>
    Letter,
}

/// <summary>What a patient takes from the desk after paying a copago. Amounts are MXN.</summary>
public sealed record TicketContent
{
    /// <summary>The practice's name.</summary>
    public required string PracticeName { get; init; }

    /// <summary>The issuer's RFC.</summary>
    public required string Rfc { get; init; }

    /// <summary>The ticket's folio.</summary>
    public required string Folio { get; init; }

    /// <summary>Local date and time of the payment.</summary>
    public required DateTime Date { get; init; }

    /// <summary>What is charged; the total is their sum.</summary>
    public required IReadOnlyList<TicketContentLine> Lines { get; init; }

    /// <summary>What was received, by form of payment.</summary>
    public required IReadOnlyList<TicketContentPayment> Payments { get; init; }

    /// <summary>Cash given back.</summary>
    public decimal Change { get; init; }

    /// <summary>What is still owed.</summary>
    public decimal Balance { get; init; }

    /// <summary>What was given back of it, by what says so.</summary>
    public IReadOnlyList<TicketContentLine> Returned { get; init; } = [];

    /// <summary>It has its invoice: the link leads there.</summary>
    public bool Invoiced { get; init; }

    /// <summary>The short link to self-invoicing, also printed as a QR; null when the ticket can't be invoiced.</summary>
    public Uri? InvoiceLink { get; init; }

    /// <summary>The last day on which the link works.</summary>
    public DateOnly? LastDayToInvoice { get; init; }

    /// <summary>Prints <c>CANCELADO</c>: the charge was undone.</summary>
    public bool Cancelled { get; init; }

    /// <summary>Prints <c>SIN VALIDEZ FISCAL</c>: the ticket comes from a test environment.</summary>
    public bool SinValidezFiscal { get; init; }
}

/// <summary>One thing charged.</summary>
/// <param name="Description">What it is.</param>
/// <param name="Amount">Its price in MXN.</param>
public sealed record TicketContentLine(string Description, decimal Amount);

/// <summary>Money received in one form.</summary>
/// <param name="FormaPago">c_FormaPago.</param>
/// <param name="Amount">MXN.</param>
public sealed record TicketContentPayment(string FormaPago, decimal Amount);
