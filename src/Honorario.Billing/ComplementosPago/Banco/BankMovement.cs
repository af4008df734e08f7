using Honorario.Archivos.Bancos;
using Honorario.Billing.Cuentas;
using Honorario.Cfdi;

namespace Honorario.Billing.ComplementosPago.Banco;

/// <summary>
/// Money that a bank statement says arrived at an account. It is a payment as soon as a payment names it; undone, it waits again.
/// However often and from whatever kind of file it is loaded, it is there once: an account's equal amounts of one day are counted.
/// </summary>
public sealed class BankMovement : IOwned
{
    public const int ReferenceLength = 100;
    public const int TextLength = 500;
    public const int TrackingKeyLength = 30;
    public const int PayerLength = 200;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PracticeId { get; set; }
    public Guid EmisorId { get; init; }

    /// <summary>The account where it arrived.</summary>
    public required Clabe Account { get; init; }

    public DateOnly Date { get; init; }

    /// <summary>Null when the statement does not say.</summary>
    public TimeOnly? Time { get; init; }

    /// <summary>In pesos, more than zero.</summary>
    public decimal Amount { get; init; }

    /// <summary>Which it is of the day's movements of this amount, from 1.</summary>
    public int Ordinal { get; init; }

    /// <summary>The bank's or the payer's number; "" for none.</summary>
    public required string Reference { get; init; }

    /// <summary>The SPEI's clave de rastreo; "" where the bank does not say it.</summary>
    public string TrackingKey { get; init; } = "";

    /// <summary>Who sent it, as the bank writes; "" where it does not say.</summary>
    public string Payer { get; init; } = "";

    /// <summary>The account's after it, in pesos; null where the bank does not say it.</summary>
    public decimal? Balance { get; init; }

    /// <summary>What the bank says about it.</summary>
    public required string Text { get; init; }

    public required string FileName { get; init; }
    public DateTime LoadedAt { get; init; }

    /// <summary>When somebody said that it is no insurer's payment.</summary>
    public DateTime? DismissedAt { get; set; }
}

/// <summary>Which columns of an account's statements mean what; names as the file's header has them, "" for none.</summary>
public sealed class StatementLayout : IOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PracticeId { get; set; }
    public Guid EmisorId { get; init; }
    public required Clabe Account { get; init; }
    public required string Date { get; set; }
    public required string Time { get; set; }
    public required string Credit { get; set; }
    public required string Sign { get; set; }
    public required string Reference { get; set; }
    public required string Text { get; set; }
    public required string Detail { get; set; }

    /// <summary>Null while nobody has said how days that can be read both ways are read.</summary>
    public bool? MonthFirst { get; set; }

    public StatementColumns Columns
    {
        get => new(Date, Credit, Sign, Reference, Text, Detail, Time, MonthFirst);
        set => (Date, Credit, Sign, Reference, Text, Detail, Time, MonthFirst) =
            (value.Date, value.Credit, value.Sign, value.Reference, value.Text, value.Detail, value.Time, value.MonthFirst);
    }
}
