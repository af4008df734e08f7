using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Honorario.Cfdi.Catalogs;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Facturacion;

/// <summary>Método de pago, Forma de pago and tipo de servicio of a draft.</summary>
/// <param name="InDollars">Whether its document is in USD, at <paramref name="TipoCambio"/>.</param>
/// <param name="TipoCambio">Pesos for a dollar, up to six decimals.</param>
public sealed record PaymentChoice(string MetodoPago, string FormaPago, string ServiceKind, bool InDollars = false, decimal? TipoCambio = null);

/// <summary>Sets how a draft will be paid.</summary>
public sealed class ChoosePayment(HonorarioStorage storage, ComposeInvoice compose)
{
    public static IReadOnlyList<string> ServiceKinds { get; } = ["médico"];

    public async Task<Result<Guid>> RunAsync(Guid invoiceId, PaymentChoice choice, CancellationToken ct)
    {
        if (Check(choice) is { Count: > 0 } problems)
            return problems;

        await using var db = storage.Open(Right.Bill);
        var draft = await Draft.OpenAsync(db, invoiceId, ct);
        if (draft.Value is not { } invoice)
            return draft.Problems.ToList();
        if (invoice.ChoosePayment(choice.MetodoPago, choice.FormaPago, choice.ServiceKind, choice.InDollars ? choice.TipoCambio : null))
            await RecountAsync(db, invoice, ct);
        return await Draft.SaveAsync(db, invoice, ct);
    }

    private async Task RecountAsync(HonorarioDb db, Invoice invoice, CancellationToken ct)
    {
        var services = await db.InvoiceLines().Where(line => line.InvoiceId == invoice.Id).Select(line => line.Service).AsNoTracking().ToListAsync(ct);
        if (services.Count > 0 && (await compose.RunAsync(db, invoice, services, ct)).Value is { } document)
            invoice.SetTotals(document);
    }

    /// <summary>A dollar is worth more than a peso, and SAT takes six decimals (CFDI40117).</summary>
    internal static bool IsRate(decimal? rate) => rate is > 1 and < 1000 && decimal.Round(rate.Value, 6) == rate;

    private static List<Problem> Check(PaymentChoice choice)
    {
        var problems = new List<Problem>();
        if (!SatCatalogs.MetodoPago.ContainsKey(choice.MetodoPago))
            problems.Add(new Problem(nameof(choice.MetodoPago), "Elige un método de pago.", "CFDI40124"));
        if (!SatCatalogs.FormaPago.ContainsKey(choice.FormaPago))
            problems.Add(new Problem(nameof(choice.FormaPago), "Elige una forma de pago.", "CFDI40104"));
        else if (choice.MetodoPago == "PPD" && choice.FormaPago != "99")
            problems.Add(new Problem(
                nameof(choice.FormaPago), "Con \"Pago en parcialidades o diferido\" la forma de pago es siempre \"99 Por definir\".", "CFDI40105"));
        else if (choice.MetodoPago == "PUE" && choice.FormaPago == "99")
            problems.Add(new Problem(nameof(choice.FormaPago), "Con \"Pago en una sola exhibición\" elige la forma en que se pagó: \"Por definir\" no vale."));
        if (!ServiceKinds.Contains(choice.ServiceKind))
            problems.Add(new Problem(nameof(choice.ServiceKind), "Elige el tipo de servicio."));
        if (choice.InDollars && !IsRate(choice.TipoCambio))
            problems.Add(new Problem(
                nameof(choice.TipoCambio), "Escribe cuántos pesos vale un dólar, con seis decimales a lo más: el oficial del día.", "CFDI40115"));
        return problems;
    }
}
