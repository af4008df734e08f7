using System.Text.RegularExpressions;
using Honorario.Billing.Auditoria;
using Honorario.Billing.Cancelacion;
using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Storage;
using Honorario.Cfdi;
using Honorario.Cfdi.Catalogs;
using Honorario.Escritura;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.ComplementosPago;

/// <summary>How much of a payment goes to an invoice, in pesos.</summary>
public sealed record PaymentShare(Guid InvoiceId, decimal Amount);

/// <summary>A payment as it is written down.</summary>
/// <param name="PaidAt">When the money arrived, local at the emisor's place of issue.</param>
/// <param name="Amount">In pesos.</param>
/// <param name="FormaPago">c_FormaPago, never 99.</param>
/// <param name="OperationNumber">Of the transfer, cheque or authorisation; "" for none.</param>
/// <param name="Shares">Which invoices it settles and how much of each; together they are the amount.</param>
/// <param name="PayerBankRfc">RFC of the payer's bank; "" for none.</param>
/// <param name="PayerAccount">The payer's account; "" for none.</param>
/// <param name="ReceiverAccount">The CLABE where it arrived; "" for none.</param>
/// <param name="BankMovementId">The movement of a bank statement that it is; null for none.</param>
/// <param name="Key">The key of the form in which a person writes it, the same however often it is sent; it becomes the payment's id.</param>
/// <param name="Another">A person was asked and says that it is another payment than the one that looks like it.</param>
/// <param name="Early">A person was asked and says that it was paid before its invoice was issued.</param>
/// <param name="Once">A system tells it, maybe more than once: an operation of an invoice counts once.</param>
/// <param name="TipoCambio">Pesos for a dollar on that day, when it came in dollars; null in pesos.</param>
/// <param name="Received">Pesos that came for invoices in dollars, where they are others than the amount; null where they are the same.</param>
public sealed record PaymentForm(
    DateTime? PaidAt,
    decimal? Amount,
    string FormaPago,
    string OperationNumber,
    IReadOnlyList<PaymentShare> Shares,
    string PayerBankRfc = "",
    string PayerAccount = "",
    string ReceiverAccount = "",
    Guid? BankMovementId = null,
    Guid? Key = null,
    bool Another = false,
    bool Once = false,
    bool Early = false,
    decimal? TipoCambio = null,
    decimal? Received = null);

/// <summary>
/// Writes down a payment and what it settles. A form that is sent again answers with the payment that there is;
/// another that looks like it (number and day) is asked about.
/// </summary>
public sealed class RegisterPayment(HonorarioStorage storage, Turns turns, PlaceClock places, TimeProvider clock)
{
    /// <returns>The payment's id.</returns>
    public async Task<Result<Guid>> RunAsync(PaymentForm form, CancellationToken ct)
    {
        var tidy = Tidy(form);
        if (Check(tidy) is { Count: > 0 } wrong)
            return wrong;
        Guid emisorId;
        await using (var db = storage.Open(Right.RegisterPayments))
            emisorId = await db.Invoices().Where(row => row.Id == tidy.Shares[0].InvoiceId).Select(row => row.EmisorId).SingleOrDefaultAsync(ct);
        return await turns.TakeAsync(storage, Right.RegisterPayments, NumberLine.Instalments(emisorId), turn => RegisterAsync(turn.Db, tidy, ct), ct);
    }

    private async Task<Result<Guid>> RegisterAsync(HonorarioDb db, PaymentForm form, CancellationToken ct)
    {
        var ids = form.Shares.Select(share => share.InvoiceId).ToList();
        var invoices = await db.Invoices().Include(row => row.Emisor).Include(row => row.Insurer).Where(row => ids.Contains(row.Id))
            .ToDictionaryAsync(row => row.Id, ct);
        if (invoices.Count < ids.Count)
            return new Problem(nameof(form.Shares), "Una de las facturas no existe en esta cuenta.");
        var first = invoices[ids[0]];
        if (form.Key is { } key && await db.Payments().AnyAsync(row => row.Id == key, ct))
            return key;
        if (await RepeatedAsync(db, first.EmisorId, form, ct) is { } repeated)
            return repeated;
        if (form.BankMovementId is not null && await CheckMovementAsync(db, first.EmisorId, form, ct) is { } taken)
            return taken;
        if (CheckInvoices(form, invoices) is var problems && CheckSum(form) is { } sum)
            problems.Add(sum);
        if (problems.Count > 0)
            return problems;
        if (await db.Replacements().AsNoTracking()
            .FirstOrDefaultAsync(row => ids.Contains(row.ReplacedId) && row.State == ReplacementState.Stamped, ct) is { } replaced)
            return new Problem(nameof(form.Shares),
                $"A la factura {invoices[replaced.ReplacedId].ControlNumber} la sustituye otra ya timbrada: aplica el pago a ésa.",
                Link: InvoicePage.Of(replaced.SubjectId));
        if (form.PaidAt > places.NowAt(first.Emisor.CodigoPostal))
            return new Problem(nameof(form.PaidAt), "La fecha del pago no puede ser futura.");
        if (BeforeInvoice(form, invoices.Values) is { } early)
            return early;

        var now = clock.GetUtcNow().UtcDateTime;
        var paidAt = form.PaidAt!.Value;
        var payment = new InsurerPayment
        {
            Id = form.Key ?? Guid.CreateVersion7(),
            EmisorId = first.EmisorId,
            InsurerId = Payer(first),
            PaidOn = DateOnly.FromDateTime(paidAt),
            PaidTime = new TimeOnly(paidAt.Hour, paidAt.Minute, paidAt.Second),
            Amount = form.Amount!.Value,
            TipoCambio = form.TipoCambio,
            Received = form.Received == form.Amount ? null : form.Received,
            FormaPago = form.FormaPago,
            OperationNumber = form.OperationNumber,
            PayerBankRfc = form.PayerBankRfc,
            PayerAccount = form.PayerAccount,
            ReceiverAccount = form.ReceiverAccount,
            ReceiverBankRfc = form.ReceiverAccount.Length > 0 ? Clabe.Parse(form.ReceiverAccount).Bank?.Rfc ?? "" : "",
            RegisteredAt = now,
            BankMovementId = form.BankMovementId,
        };
        foreach (var share in form.Shares)
            payment.Applications.Add(await ApplyAsync(db, payment, invoices[share.InvoiceId], share.Amount, now, ct));
        db.Payments().Add(payment);
        db.Record(payment.Id, now, "Pago registrado", $"{Pesos.Text(payment.Amount)} · operación {payment.OperationNumber}");
        await db.SaveChangesAsync(ct);
        return payment.Id;
    }

    /// <summary>
    /// A payment from before its invoice is asked about once, as an advance is no PPD; one from a year before is a wrong date. A movement of a
    /// statement has the bank's date, and a person has said what it pays.
    /// </summary>
    internal static Problem? BeforeInvoice(PaymentForm form, IReadOnlyCollection<Invoice> invoices)
    {
        var paidOn = DateOnly.FromDateTime(form.PaidAt!.Value);
        if (invoices.MaxBy(invoice => invoice.IssueDate) is not { } last || paidOn >= last.IssueDate)
            return null;
        if (paidOn < last.IssueDate.AddYears(-1))
            return new Problem(nameof(form.PaidAt),
                $"El pago es del {paidOn:dd/MM/yyyy} y la factura {last.ControlNumber} es del {last.IssueDate:dd/MM/yyyy}, más de un año después: corrige "
                + "la fecha.");
        return form.Early || form.BankMovementId is not null
            ? null
            : new Problem(nameof(form.Early),
                $"La factura {last.ControlNumber} es del {last.IssueDate:dd/MM/yyyy} y el pago del {paidOn:dd/MM/yyyy}: ¿la pagaron antes de facturarla? "
                + "Si fue así, guárdalo otra vez (un anticipo se factura aparte, no es PPD); si no, corrige la fecha.");
    }

    private static async Task<PaymentApplication> ApplyAsync(
        HonorarioDb db, InsurerPayment payment, Invoice invoice, decimal amount, DateTime now, CancellationToken ct)
    {
        var earlier = await db.PaymentApplications().CountAsync(row => row.InvoiceId == invoice.Id && row.UndoneAt == null, ct);
        var status = invoice.Status;
        invoice.Pay(amount);
        db.Record(invoice.Id, now, "Pago aplicado", Pesos.Text(amount));
        if (invoice.Status != status)
            db.Record(invoice.Id, now, invoice.Status.Text());
        return PaymentApplication.Of(payment, invoice, earlier + 1, amount);
    }

    /// <summary>A movement of a statement is one payment: accepting it again answers with that one.</summary>
    private static async Task<Result<Guid>?> CheckMovementAsync(HonorarioDb db, Guid emisorId, PaymentForm form, CancellationToken ct)
    {
        if (await db.Payments().AsNoTracking().Where(row => row.BankMovementId == form.BankMovementId && row.UndoneAt == null).Select(row => (Guid?)row.Id)
            .SingleOrDefaultAsync(ct) is { } paid)
            return paid;
        var movement = await db.BankMovements().AsNoTracking()
            .SingleOrDefaultAsync(row => row.Id == form.BankMovementId && row.EmisorId == emisorId && row.DismissedAt == null, ct);
        if (movement is null)
            return new Problem("", "El movimiento del banco no está por aplicar: vuelve a buscar.");
        if (movement.Amount != (form.Received ?? form.Amount))
            return new Problem(
                form.Received is null ? nameof(form.Amount) : nameof(form.Received),
                $"El banco dice que llegaron {Pesos.Text(movement.Amount)}: ése es el monto del pago.");
        return null;
    }

    /// <summary>
    /// The payment that this one repeats, or the question whether it is another; null when none looks like it. Two movements of a bank are two.
    /// </summary>
    private static async Task<Result<Guid>?> RepeatedAsync(HonorarioDb db, Guid emisorId, PaymentForm form, CancellationToken ct)
    {
        if (form.OperationNumber.Length == 0 || form.Another)
            return null;
        var (paidOn, paidTime) = (DateOnly.FromDateTime(form.PaidAt!.Value), TimeOnly.FromDateTime(form.PaidAt.Value));
        var upper = form.OperationNumber.ToUpperInvariant();
#pragma warning disable CA1304, CA1311, CA1862 // The database's own upper, not the machine's.
        var alike = await db.Payments().AsNoTracking().Include(row => row.Applications)
            .Where(row => row.EmisorId == emisorId && row.OperationNumber.ToUpper() == upper && row.PaidOn == paidOn && row.UndoneAt == null)
            .Where(row => row.Amount == form.Amount || form.Key != null)
            .Where(row => form.BankMovementId == null || row.BankMovementId == null)
            .OrderBy(row => row.PaidTime).ToListAsync(ct);
#pragma warning restore CA1304, CA1311, CA1862
        if (alike.Count == 0)
            return null;
        var same = alike.FirstOrDefault(row => row.Amount == form.Amount && Shares(row).SetEquals(form.Shares));
        if (same is not null && (form.Once || (form.Key is null && (same.PaidTime.Hour, same.PaidTime.Minute) == (paidTime.Hour, paidTime.Minute))))
            return same.Id;
        var first = same ?? alike[0];
        return same is null && form.Key is null
            ? new Problem(
                nameof(form.OperationNumber),
                $"La operación {form.OperationNumber} del {paidOn:dd/MM/yyyy} por {Pesos.Text(first.Amount)} ya está registrada, aplicada a otras facturas o "
                    + "en otros montos. Deshaz ese pago si quieres aplicarlo de otra manera.",
                Link: $"/finanzas/pagos/{first.Id}")
            : new Problem(
                nameof(form.Another),
                $"Ya hay uno igual de las {first.PaidTime:HH:mm}, con la operación {form.OperationNumber}, por {Pesos.Text(first.Amount)}: ¿es otro? "
                    + "Si lo es, guárdalo otra vez.",
                Link: $"/finanzas/pagos/{first.Id}");
    }

    private static HashSet<PaymentShare> Shares(InsurerPayment payment) => [.. payment.Applications.Select(row => new PaymentShare(row.InvoiceId, row.Pagado))];

    internal static List<Problem> Check(PaymentForm form)
    {
        var problems = new List<Problem>();
        if (form.PaidAt is null)
            problems.Add(new Problem(nameof(form.PaidAt), "Escribe la fecha y la hora en que llegó el pago."));
        if (form.Amount is not > 0 || decimal.Round(form.Amount.Value, 2) != form.Amount)
            problems.Add(new Problem(nameof(form.Amount), "Escribe el monto del pago: mayor que cero y con dos decimales a lo más."));
        if (form.TipoCambio is not null && !ChoosePayment.IsRate(form.TipoCambio))
            problems.Add(new Problem(nameof(form.TipoCambio), "Escribe cuántos pesos valía un dólar el día del pago, con seis decimales a lo más.",
                "CRP20214"));
        if (form.Received is { } received && (received <= 0 || decimal.Round(received, 2) != received))
            problems.Add(new Problem(nameof(form.Received), "Escribe los pesos que llegaron: más que cero y con dos decimales a lo más."));
        else if (form is { Received: not null, TipoCambio: not null })
            problems.Add(new Problem(nameof(form.Received), "Di cuántos pesos llegaron, o el tipo de cambio si llegaron dólares: no los dos."));
        problems.AddRange(CheckBank(form));
        if (form.Shares.Count == 0)
            problems.Add(new Problem(nameof(form.Shares), "Elige al menos una factura que este pago liquide."));
        if (form.Shares.Any(share => share.Amount <= 0 || decimal.Round(share.Amount, 2) != share.Amount))
            problems.Add(new Problem(nameof(form.Shares), "Lo que se aplica a cada factura es mayor que cero y con dos decimales a lo más."));
        if (form.Shares.DistinctBy(share => share.InvoiceId).Count() < form.Shares.Count)
            problems.Add(new Problem(nameof(form.Shares), "La misma factura está dos veces: suma lo que se le aplica en un solo renglón."));
        return problems;
    }

    private static IEnumerable<Problem> CheckBank(PaymentForm form)
    {
        if (!SatCatalogs.FormaPago.TryGetValue(form.FormaPago, out var forma) || form.FormaPago == "99")
        {
            yield return new Problem(nameof(form.FormaPago), "Elige la forma en que se pagó: \"Por definir\" no vale para un pago recibido.", "CRP20212");
            yield break;
        }

        if (form.OperationNumber.Length > 100)
            yield return new Problem(nameof(form.OperationNumber), "El número de operación tiene 100 caracteres a lo más.");
        if (form.PayerBankRfc.Length > 0 && !forma.BancoOrdenante)
            yield return new Problem(
                nameof(form.PayerBankRfc), $"Con la forma de pago {forma.Text} no se anota el banco de quien paga: déjalo vacío.", "CRP20221");
        else if (form.PayerBankRfc.Length > 0 && !Rfc.TryParse(form.PayerBankRfc, out _))
            yield return new Problem(nameof(form.PayerBankRfc), "El RFC del banco de quien paga no está bien escrito.");
        if (form.PayerAccount.Length > 0 && !forma.CuentaOrdenante)
            yield return new Problem(
                nameof(form.PayerAccount), $"Con la forma de pago {forma.Text} no se anota la cuenta de quien paga: déjala vacía.", "CRP20224");
        else if (form.PayerAccount.Length > 0 && !Fits(form.PayerAccount, forma.PatronOrdenante))
            yield return new Problem(nameof(form.PayerAccount),
                $"La cuenta de quien paga no tiene la forma que pide {forma.Text}: para transferencia son 10, 16 o 18 dígitos.", "CRP20225");
        if (form.ReceiverAccount.Length > 0 && !forma.CuentaBeneficiario)
            yield return new Problem(
                nameof(form.ReceiverAccount), $"Con la forma de pago {forma.Text} no se anota la cuenta donde llegó: déjala vacía.", "CRP20228");
        else if (form.ReceiverAccount.Length > 0 && !Clabe.TryParse(form.ReceiverAccount, out _))
            yield return new Problem(nameof(form.ReceiverAccount), "La cuenta donde llegó el pago es una CLABE de 18 dígitos y ésta no lo es.", "CRP20226");
    }

    internal static List<Problem> CheckInvoices(PaymentForm form, Dictionary<Guid, Invoice> invoices)
    {
        var problems = new List<Problem>();
        var first = invoices[form.Shares[0].InvoiceId];
        if (invoices.Values.Any(invoice => invoice.EmisorId != first.EmisorId || Payer(invoice) != Payer(first)))
            problems.Add(new Problem(nameof(form.Shares), "Un pago es de una sola aseguradora a un solo emisor: registra uno por cada par."));
        if (invoices.Values.Any(invoice => invoice.MetodoPago != first.MetodoPago))
            problems.Add(new Problem(nameof(form.Shares), "No mezcles facturas PPD y PUE en un pago: sólo las PPD llevan complemento."));
        if (form.TipoCambio is not null && invoices.Values.Any(invoice => invoice.TipoCambio is null))
            problems.Add(new Problem(nameof(form.TipoCambio),
                "El pago en dólares es de facturas en dólares: quita las que están en pesos, o el tipo de cambio."));
        if (form.Received is not null && invoices.Values.Any(invoice => invoice.TipoCambio is null))
            problems.Add(new Problem(nameof(form.Received), "Otros pesos que el monto sólo llegan por facturas en dólares: quita las que están en pesos."));
        foreach (var share in form.Shares)
        {
            var invoice = invoices[share.InvoiceId];
            if (invoice.InDocument(invoice.Balance) == invoice.InDocument(invoice.Balance - share.Amount))
                problems.Add(new Problem(
                    nameof(form.Shares), $"La factura {invoice.ControlNumber} está en dólares: lo que se le aplica es menos de un centavo de dólar."));
            if (!invoice.Status.MayBecome(InvoiceStatus.Pagado))
                problems.Add(new Problem(nameof(form.Shares), $"La factura {invoice.ControlNumber} está {invoice.Status.Text()}: {WhyNotPayable(invoice)}.",
                    Link: InvoicePage.Of(invoice.Id)));
            else if (share.Amount > invoice.Balance)
                problems.Add(new Problem(nameof(form.Shares),
                    $"A la factura {invoice.ControlNumber} le faltan por pagar {Pesos.Text(invoice.Balance)} y le aplicas {Pesos.Text(share.Amount)}: sobran "
                    + $"{Pesos.Text(share.Amount - invoice.Balance)}. Aplica el sobrante a otra factura, o si la aseguradora pagó de más registra sólo lo "
                    + "que debe y devuelve el resto.", "CRP20244", InvoicePage.Of(invoice.Id)));
        }

        return problems;
    }

    /// <summary>What is applied is the payment, to the centavo.</summary>
    internal static Problem? CheckSum(PaymentForm form)
    {
        var applied = form.Shares.Sum(share => share.Amount);
        if (applied == form.Amount)
            return null;
        return applied < form.Amount
            ? new Problem(nameof(form.Amount),
                $"El pago es de {Pesos.Text(form.Amount!.Value)} y sólo aplicas {Pesos.Text(applied)}: faltan {Pesos.Text(form.Amount.Value - applied)} "
                + "por aplicar. Agrega las otras facturas que este pago liquida.")
            : new Problem(nameof(form.Amount),
                $"Aplicas {Pesos.Text(applied)} y el pago es de {Pesos.Text(form.Amount!.Value)}: quita {Pesos.Text(applied - form.Amount.Value)}. Si la "
                + "aseguradora pagó menos, la factura queda en Pago parcial.", "CRP20217");
    }

    /// <summary>Who pays an invoice today.</summary>
    private static Guid Payer(Invoice invoice) => invoice.Insurer.SuccessorId ?? invoice.InsurerId;

    private static string WhyNotPayable(Invoice invoice) =>
        invoice.Status is InvoiceStatus.Pagado or InvoiceStatus.ComplementoCargado ? "ya no debe nada" : "no se le puede aplicar un pago";

    internal static PaymentForm Tidy(PaymentForm form) => form with
    {
        OperationNumber = Pasted.Name(form.OperationNumber),
        PayerBankRfc = TypedRfc.Bare(form.PayerBankRfc),
        PayerAccount = Pasted.Key(form.PayerAccount).Replace("-", "", StringComparison.Ordinal),
        ReceiverAccount = Pasted.Key(form.ReceiverAccount).Replace("-", "", StringComparison.Ordinal),
    };

    private static bool Fits(string account, string pattern) => pattern.Length == 0 || Regex.IsMatch(account, $"^(?:{pattern})$");

}
