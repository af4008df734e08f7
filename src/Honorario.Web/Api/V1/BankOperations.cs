using Honorario.Billing.ComplementosPago;
using Honorario.Billing.ComplementosPago.Banco;
using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Cfdi;
using static Honorario.Web.Api.V1.ApiAnswers;

namespace Honorario.Web.Api.V1;

/// <summary>Money that arrived and is no payment yet, in pesos, and what it may be: the invoices that it pays, or a payment that is registered.</summary>
internal sealed record MovementDoc(
    Guid Id, DateOnly Date, TimeOnly? Time, decimal Amount, string Reference, string TrackingKey, string Payer, string Text, string Grade, string Why,
    IReadOnlyList<ShareDoc> Shares, Guid? PaymentId, Guid? InsurerId)
{
    public static MovementDoc Of(Proposal row) => new(
        row.Movement.Id, row.Movement.Date, row.Movement.Time, row.Movement.Amount, row.Movement.Reference, row.Movement.TrackingKey, row.Movement.Payer,
        row.Movement.Text, $"{row.Grade}", row.Why, [.. row.Shares.Select(share => new ShareDoc(share.InvoiceId, share.Amount))], row.PaymentId,
        row.InsurerId);
}

/// <summary>A bank's statement in any format that the screens read.</summary>
/// <param name="EmisorId">Whose account.</param>
/// <param name="Account">Its CLABE.</param>
/// <param name="File">The statement.</param>
/// <param name="CommaDecimals">A comma separates its centavos.</param>
/// <param name="MonthFirst">Days that can be read both ways begin with the month (true) or the day (false); null for what was said before.</param>
/// <param name="AnotherNumber">It is of this account though it names another number.</param>
internal sealed record StatementRequest(
    Guid EmisorId, string Account, SentFile File, bool CommaDecimals = false, bool? MonthFirst = null, bool AnotherNumber = false);

/// <param name="New">Movements that were not there.</param>
/// <param name="Known">Movements that an earlier statement had brought.</param>
/// <param name="Debits">Movements that took money away; not kept.</param>
/// <param name="Doubtful">Deposits that look like one that is kept and say something else: a person looks at them on the screen.</param>
/// <param name="Unread">Rows that could not be read.</param>
internal sealed record StatementDone(int New, int Known, int Debits, IReadOnlyList<DepositDoc> Doubtful, IReadOnlyList<string> Unread);

internal sealed record DepositDoc(DateOnly Date, decimal Amount);

/// <summary>What a movement is: a payment that is registered, the invoices that it pays, or, without either, what was proposed.</summary>
internal sealed record MatchRequest(Guid EmisorId, string Account, IReadOnlyList<ShareDoc>? Shares = null, Guid? PaymentId = null);

/// <summary>An account of an emisor; the preferred one is named in complementos.</summary>
internal sealed record AccountDoc(Guid Id, string Clabe, string Alias, bool Preferred);

/// <summary>Without an alias it is called as its bank.</summary>
internal sealed record AccountRequest(string Clabe, string Alias = "");

internal sealed record DismissRequest(bool Dismissed = true);

/// <summary>Bank statements, and which payment each deposit is.</summary>
internal static class BankOperations
{
    public static void MapBank(this IEndpointRouteBuilder api)
    {
        api.Op("GET", "/emisores/{id:guid}/bank-accounts", Right.SeeInvoices, "listBankAccounts", "Where an emisor is paid",
            async (Guid id, ListEmisores emisores, CancellationToken ct) =>
            {
                var found = await emisores.FindAsync(id, ct) ?? throw Nothing();
                return List(found.Accounts, row => new AccountDoc(row.Id, row.Clabe.Value, row.Alias, row.Preferred));
            }).Gives<Listed<AccountDoc>>();
        api.Op("POST", "/emisores/{id:guid}/bank-accounts", Right.KeepKeys, "addBankAccount", "Adds an account",
            async (Guid id, Body<AccountRequest> body, ListEmisores emisores, EditBankAccounts edit, CancellationToken ct) =>
            {
                _ = await emisores.FindAsync(id, ct) ?? throw Nothing();
                return Made(await edit.AddAsync(id, body.Value.Clabe, body.Value.Alias, ct), _ => $"/api/v1/emisores/{id}/bank-accounts");
            }).Gives<Done>(201);
        api.Op("GET", "/bank-movements", Right.SeeMoney, "listBankMovements", "Deposits of an account that are no payment yet, and what they may pay",
            async (Guid emisorId, string account, string? cursor, BankMovements movements, CancellationToken ct) =>
            {
                var at = Numbered(cursor);
                var page = (await movements.RunAsync(emisorId, ClabeOf(account, 400), at, ct)).Page;
                return List(page with { Next = NextOf(at, BankMovements.PageSize, page.Count) }, MovementDoc.Of);
            }).Gives<Listed<MovementDoc>>();
        api.Op("POST", "/bank-statements", Right.RegisterPayments, "loadBankStatement", "Loads a statement; however often, each movement is there once",
            LoadAsync).Gives<StatementDone>().WithMetadata(new Largest(32 * 1024 * 1024));
        api.Op("POST", "/bank-movements/{id:guid}/payment", Right.RegisterPayments, "matchBankMovement", "The movement becomes a payment, or is a known one",
            MatchAsync).Gives<Done>(201);
        api.Op("POST", "/bank-movements/{id:guid}/dismissal", Right.RegisterPayments, "dismissBankMovement", "It is no insurer's payment; or it is after all",
            async (Guid id, Body<DismissRequest> body, DismissMovement dismiss, CancellationToken ct) =>
                await dismiss.RunAsync(id, body.Value.Dismissed, ct) ? Results.Json(new Done(id), ApiJson.Options) : throw Nothing()).Gives<Done>();
    }

    private static async Task<IResult> LoadAsync(Body<StatementRequest> body, LoadStatement load, ListEmisores emisores, CancellationToken ct)
    {
        var (emisor, account, sent) = (body.Value.EmisorId, ClabeOf(body.Value.Account), body.Value.File);
        if (await emisores.FindAsync(emisor, ct) is null)
            throw new ApiException(422, "/emisorId", "Elige uno de tus RFC.", "There is no such emisor.");
        var file = Value(await load.OpenAsync(sent.Name, sent.Content, ct));
        var (columns, _) = await load.ColumnsAsync(emisor, account, file, ct);
        var said = new SaidOfStatement(body.Value.CommaDecimals, body.Value.AnotherNumber);
        var done = Value(await load.RunAsync(emisor, account, file, columns with { MonthFirst = body.Value.MonthFirst ?? columns.MonthFirst }, said, ct));
        return Results.Json(
            new StatementDone(
                done.New, done.Known, done.Debits, [.. done.Doubtful.Select(row => new DepositDoc(row.Date, row.Amount))],
                [.. done.Bad.Select(problem => problem.Message)]),
            ApiJson.Options);
    }

    private static async Task<IResult> MatchAsync(
        Guid id, Body<MatchRequest> body, BankMovements movements, AcceptMatch accept, CancellationToken ct)
    {
        var asked = body.Value;
        if (await movements.FindAsync(id, ct) is not { } movement)
            throw Nothing();
        var proposed = await movements.ProposedAsync(asked.EmisorId, ClabeOf(asked.Account), id, ct) ?? throw Nothing();
        if (asked is { Shares: null, PaymentId: null } && !proposed.Fits)
            throw new ApiException(
                409, "/shares", $"{proposed.Why} Di qué facturas paga.", "Nothing fits it without doubt: say which invoices it pays.");
        var match = asked is { Shares: null, PaymentId: null } ? proposed : proposed with
        {
            Movement = movement, PaymentId = asked.PaymentId,
            Shares = [.. (asked.Shares ?? []).Select(share => new PaymentShare(share.InvoiceId, share.Amount))],
        };
        return Made(await accept.RunAsync(match, ct), payment => $"/api/v1/payments/{payment}");
    }

    private static Clabe ClabeOf(string text, int status = 422) => Clabe.TryParse(text, out var clabe) ? clabe
        : throw new ApiException(
            status, status == 422 ? "/account" : "account", "La CLABE son 18 dígitos con su dígito verificador.",
            "A CLABE has 18 digits, the last one its check.");
}
