using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Honorario.Cfdi.Catalogs;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Facturacion;

/// <summary>Método de pago, Forma de pago and tipo de servicio of a draft.</summary>
public sealed record PaymentChoice(string MetodoPago, string FormaPago, string ServiceKind);

/// <summary>Sets how a draft will be paid.</summary>
public sealed class ChoosePayment(HonorarioStorage storage)
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
        invoice.ChoosePayment(choice.MetodoPago, choice.FormaPago, choice.ServiceKind);
        return await Draft.SaveAsync(db, invoice, ct);
    }

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
        return problems;
    }
}
