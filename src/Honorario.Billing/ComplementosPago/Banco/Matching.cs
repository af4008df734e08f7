using Honorario.Cfdi;

namespace Honorario.Billing.ComplementosPago.Banco;

/// <summary>How sure a proposal is.</summary>
public enum MatchGrade
{
    /// <summary>The bank's text names what it pays and the amount is exactly that.</summary>
    Segura,

    /// <summary>Only one thing fits the amount.</summary>
    Probable,

    /// <summary>It does not add up, or fits several: somebody decides.</summary>
    Dudosa,

    /// <summary>Nothing fits.</summary>
    Ninguna,
}

/// <summary>Who may have paid.</summary>
/// <param name="Id">Who it is today: a bank may still name an insurer that merged.</param>
public sealed record Payer(Guid Id, string Name, string Nombre, Rfc Rfc);

/// <summary>A payment that somebody registered without a statement.</summary>
public sealed record KnownPayment(Guid Id, DateOnly PaidOn, decimal Amount, string OperationNumber);

/// <summary>What a movement may be.</summary>
/// <param name="Why">One sentence for the person who decides.</param>
/// <param name="Shares">What each invoice gets; none when it is a known payment or nothing fits.</param>
/// <param name="PaymentId">The payment already registered that it is.</param>
/// <param name="InsurerId">Who pays, when it is known.</param>
public sealed record Proposal(
    BankMovement Movement, MatchGrade Grade, string Why, IReadOnlyList<PaymentShare> Shares, Guid? PaymentId = null, Guid? InsurerId = null)
{
    /// <summary>It adds up: it may be accepted together with others.</summary>
    public bool Fits => Grade is MatchGrade.Segura or MatchGrade.Probable;
}

/// <summary>
/// Proposes what each movement of an account pays, by what the bank says (No de Control Interno, folio, folio fiscal, operation
/// number, insurer), the amount and the day. What one movement is proposed to pay is not proposed to another.
/// </summary>
public sealed class Matching(IReadOnlyList<OpenInvoice> invoices, IReadOnlyList<KnownPayment> known, IReadOnlyList<Payer> payers)
{
    /// <summary>A transfer registered by hand may have been given the day before or after the bank's.</summary>
    private const int DaysApart = 3;

    private const int MostTogether = 6;
    private const int MostToTry = 24;
    private readonly HashSet<Guid> _taken = [];

    /// <summary>The surest first, so that a doubtful one takes nothing from it.</summary>
    public IReadOnlyList<Proposal> Propose(IEnumerable<BankMovement> movements)
    {
        var waiting = movements.OrderBy(row => row.Date).ThenBy(row => row.Ordinal).Select(row => new Said(row)).ToList();
        var found = new Dictionary<Guid, Proposal>();
        foreach (var look in new Func<Said, Proposal?>[] { Registered, Named, SameAmount, Together, Doubtful })
        {
            foreach (var said in waiting.Where(said => !found.ContainsKey(said.Movement.Id)))
            {
                if (look(said) is not { } match)
                    continue;
                found[said.Movement.Id] = match;
                if (match.Fits)
                    _taken.UnionWith(match.PaymentId is { } payment ? [payment] : match.Shares.Select(share => share.InvoiceId));
            }
        }

        return [.. waiting.Select(said => found.GetValueOrDefault(said.Movement.Id)
            ?? new Proposal(said.Movement, MatchGrade.Ninguna, "Ninguna factura por pagar corresponde a este movimiento.", []))];
    }

    private IEnumerable<OpenInvoice> Free => invoices.Where(one => !_taken.Contains(one.Id));

    private Proposal? Registered(Said said)
    {
        var same = known.Where(one => !_taken.Contains(one.Id) && one.Amount == said.Movement.Amount
            && Math.Abs(one.PaidOn.DayNumber - said.Movement.Date.DayNumber) <= DaysApart).ToList();
        var named = same.Find(one => said.Names(one.OperationNumber));
        return (named ?? same.MinBy(one => Math.Abs(one.PaidOn.DayNumber - said.Movement.Date.DayNumber))) is not { } payment
            ? null
            : new Proposal(
                said.Movement, named is null ? MatchGrade.Probable : MatchGrade.Segura,
                $"Ya está registrado como pago del "
                    + $"{payment.PaidOn:dd/MM/yyyy}{(payment.OperationNumber.Length > 0 ? $", operación {payment.OperationNumber}" : "")}.", [], payment.Id);
    }

    private Proposal? Named(Said said)
    {
        var named = Free.Where(said.Names).ToList();
        return named.Count > 0 && named.TrueForAll(one => one.InsurerId == named[0].InsurerId) && named.Sum(one => one.Balance) == said.Movement.Amount
            ? new Proposal(said.Movement, MatchGrade.Segura, $"Menciona {List(named)} y el importe es exacto.", Whole(named), InsurerId: named[0].InsurerId)
            : null;
    }

    private Proposal? SameAmount(Said said)
    {
        var equal = Candidates(said).Where(one => one.Balance == said.Movement.Amount).ToList();
        return equal is [var only]
            ? new Proposal(
                said.Movement, MatchGrade.Probable, $"El importe es lo que falta por pagar de {only.ControlNumber}.", Whole(equal), InsurerId: only.InsurerId)
            : null;
    }

    private Proposal? Together(Said said)
    {
        var sums = Sums(said, most: 2);
        return sums is [var only]
            ? new Proposal(said.Movement, MatchGrade.Probable, $"El importe es la suma de {List(only)}.", Whole(only), InsurerId: only[0].InsurerId)
            : null;
    }

    private Proposal? Doubtful(Said said)
    {
        var amount = said.Movement.Amount;
        if (Candidates(said).Where(one => one.Balance == amount).ToList() is [var first, _, ..] equal)
            return new Proposal(said.Movement, MatchGrade.Dudosa,
                $"{equal.Count} facturas deben exactamente eso: {List(equal)}. Se propone la más antigua.", Whole([first]), InsurerId: first.InsurerId);
        if (Sums(said, most: 2) is [var sum, ..])
            return new Proposal(
                said.Movement, MatchGrade.Dudosa, $"Varias sumas de facturas dan ese importe; una es {List(sum)}.", Whole(sum), InsurerId: sum[0].InsurerId);
        var named = Free.Where(said.Names).ToList();
        if (named.Count > 0 && Spread.Over(amount, named.Where(one => one.InsurerId == named[0].InsurerId)) is { Left: 0 } part)
            return new Proposal(said.Movement, MatchGrade.Dudosa,
                $"Menciona {List(named)}, pero llegó menos de lo que falta por pagar: queda en Pago parcial.", part.Shares, InsurerId: named[0].InsurerId);
        if (payers.FirstOrDefault(said.Names) is not { } payer)
            return null;
        return Spread.Over(amount, Free.Where(one => one.InsurerId == payer.Id)) is { Left: 0 } spread
            ? new Proposal(
                said.Movement, MatchGrade.Dudosa, $"Es de {payer.Name}; se propone pagar desde la factura más antigua.", spread.Shares, InsurerId: payer.Id)
            : new Proposal(said.Movement, MatchGrade.Ninguna, $"Es de {payer.Name}, que debe menos que ese importe.", [], InsurerId: payer.Id);
    }

    /// <summary>What may be paid by it: issued by then, and of the insurer that the bank names, if it names one.</summary>
    private IEnumerable<OpenInvoice> Candidates(Said said)
    {
        var payer = payers.FirstOrDefault(said.Names);
        return Free.Where(one => one.IssueDate <= said.Movement.Date && (payer is null || one.InsurerId == payer.Id));
    }

    /// <summary>Groups of two or more invoices of one insurer that add up to the amount; no more than asked for.</summary>
    private List<List<OpenInvoice>> Sums(Said said, int most)
    {
        var sums = new List<List<OpenInvoice>>();
        foreach (var insurer in Candidates(said).GroupBy(one => one.InsurerId))
            Add([.. insurer.Take(MostToTry)], 0, said.Movement.Amount, [], sums, most);
        return sums;
    }

    private static void Add(List<OpenInvoice> from, int at, decimal left, List<OpenInvoice> chosen, List<List<OpenInvoice>> sums, int most)
    {
        if (left == 0 && chosen.Count > 1)
            sums.Add([.. chosen]);
        if (left <= 0 || chosen.Count == MostTogether)
            return;
        for (; at < from.Count && sums.Count < most; at++)
        {
            if (from[at].Balance > left)
                continue;
            chosen.Add(from[at]);
            Add(from, at + 1, left - from[at].Balance, chosen, sums, most);
            chosen.RemoveAt(chosen.Count - 1);
        }
    }

    private static List<PaymentShare> Whole(IEnumerable<OpenInvoice> of) => [.. of.Select(one => new PaymentShare(one.Id, one.Balance))];

    private static string List(IReadOnlyList<OpenInvoice> of) => string.Join(", ", of.Select(one => one.ControlNumber));

    /// <summary>A movement and the words of the bank, alone and run together, as people write "CI-3" in many ways.</summary>
    private sealed class Said
    {
        private const int MostWords = 6;
        private const int Shortest = 3;
        private const int ShortestNumber = 4;
        private readonly HashSet<string> _words = new(StringComparer.Ordinal);

        public Said(BankMovement movement)
        {
            Movement = movement;
            var words = (string[])[.. Words(movement.Reference), .. Words(movement.Text)];
            for (var from = 0; from < words.Length; from++)
            {
                for (var count = 1; count <= MostWords && from + count <= words.Length; count++)
                    _words.Add(string.Concat(words[from..(from + count)]));
            }
        }

        public BankMovement Movement { get; }

        public bool Names(OpenInvoice invoice)
        {
            var uuid = Bare(invoice.Uuid.Value);
            return Names(invoice.ControlNumber) || Names(invoice.Folio) || _words.Contains(uuid) || _words.Contains(uuid[..8]) || _words.Contains(uuid[^12..]);
        }

        public bool Names(Payer payer) => Names(payer.Rfc.Value) || Names(payer.Name) || Names(payer.Nombre);

        public bool Names(string text)
        {
            var bare = Bare(text);
            return bare.Length >= (bare.All(char.IsAsciiDigit) ? ShortestNumber : Shortest) && _words.Contains(bare);
        }

        private static string Bare(string text) => string.Concat(Words(text));

        private static string[] Words(string text) =>
            new string([.. SearchText.Of(text).Select(letter => char.IsLetterOrDigit(letter) ? letter : ' ')])
                .Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }
}
