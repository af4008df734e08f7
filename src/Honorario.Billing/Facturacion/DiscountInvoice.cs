using Honorario.Billing.Auditoria;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Honorario.Cfdi.Documents;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Facturacion;

/// <summary>What is taken off a draft.</summary>
/// <param name="Whole">Off the invoice, in pesos before taxes: it is spread over its services in proportion.</param>
/// <param name="Lines">Off each service, in pesos, with IVA where its price has it; services that are not named keep theirs.</param>
public sealed record DiscountForm(decimal Whole, IReadOnlyDictionary<Guid, decimal> Lines);

/// <summary>"Descuentos": of a draft's services and of the whole; its totals are written again.</summary>
public sealed class DiscountInvoice(HonorarioStorage storage, ComposeInvoice compose, TimeProvider clock)
{
    /// <summary>What each service of a draft is discounted; those that are not are left out.</summary>
    public async Task<Dictionary<Guid, decimal>> OfAsync(Guid invoiceId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeInvoices);
        return await db.InvoiceLines().AsNoTracking().Where(line => line.InvoiceId == invoiceId && line.Discount != 0)
            .ToDictionaryAsync(line => line.ServiceId, line => line.Discount, ct);
    }

    public async Task<Result<Guid>> RunAsync(Guid invoiceId, DiscountForm form, CancellationToken ct)
    {
        if (Check(form) is { Count: > 0 } problems)
            return problems;
        await using var db = storage.Open(Right.Bill);
        var draft = await Draft.OpenAsync(db, invoiceId, ct);
        if (draft.Value is not { } invoice)
            return draft.Problems.ToList();
        var lines = await db.InvoiceLines().Include(line => line.Service).Where(line => line.InvoiceId == invoice.Id).ToListAsync(ct);
        if (lines.Count == 0)
            return new Problem(FieldNames.Services, "La factura no tiene servicios: selecciona al menos uno.");
        if (form.Lines.Keys.Except(lines.Select(line => line.ServiceId)).Any())
            return new Problem(nameof(form.Lines), "Uno de los servicios no está en esta factura.");
        invoice.Discount = form.Whole;
        foreach (var line in lines)
            line.Discount = form.Lines.TryGetValue(line.ServiceId, out var discount) ? discount : line.Discount;
        var composed = await compose.RunAsync(db, invoice, lines.Select(line => line.Service), ct);
        if (composed.Value is not { } document)
            return composed.Problems.Select(problem => AtField(problem, lines)).ToList();
        invoice.SetTotals(document);
        db.Record(invoice.Id, clock.GetUtcNow().UtcDateTime, "Descuentos", $"{Pesos.Text(invoice.Discounted)} en total");
        return await Draft.SaveAsync(db, invoice, ct);
    }

    /// <summary>What is wrong with a discount stands at the field in which it was typed.</summary>
    private static Problem AtField(Problem problem, List<InvoiceLine> lines)
    {
        if (problem.Field == FieldNames.Discounts)
            return problem with { Field = nameof(DiscountForm.Whole) };
        return lines.Find(line => problem.Field == Discounting.FieldOf(line.Service.Folio)) is { } own
            ? problem with { Field = $"{nameof(DiscountForm.Lines)}.{own.ServiceId}" }
            : problem;
    }

    private static List<Problem> Check(DiscountForm form)
    {
        var problems = new List<Problem>();
        if (!IsAmount(form.Whole))
            problems.Add(new Problem(nameof(form.Whole), "Escribe el descuento de la factura en pesos, con dos decimales a lo más; 0 si no lo hay."));
        foreach (var (service, discount) in form.Lines)
        {
            if (!IsAmount(discount))
                problems.Add(new Problem($"{nameof(form.Lines)}.{service}", "Escribe el descuento en pesos, con dos decimales a lo más; 0 si no lo hay."));
        }

        return problems;
    }

    private static bool IsAmount(decimal pesos) => pesos >= 0 && decimal.Round(pesos, 2) == pesos;
}

internal static class Discounting
{
    /// <summary>The <see cref="Problem.Field"/> of a service's own discount.</summary>
    public static string FieldOf(string folio) => $"{FieldNames.Discounts}.{folio}";

    /// <summary>
    /// Why the concepts can't be discounted as asked: of each something must be left to tax.
    /// </summary>
    /// <remarks>Source: SAT, matriz de validaciones del CFDI 4.0, CFDI40110, CFDI40169 and CFDI40174.</remarks>
    public static Problem? Check(IReadOnlyList<Concepto> conceptos, Invoice invoice)
    {
        foreach (var concepto in conceptos)
        {
            if (concepto.Descuento is { } off && off >= concepto.Importe)
                return new Problem(FieldOf(concepto.NoIdentificacion!),
                    $"El descuento del servicio {concepto.NoIdentificacion} es de {Pesos.Text(off)} y el servicio, de {Pesos.Text(concepto.Importe)}: "
                    + "bájalo, o quita el servicio de la factura.", "CFDI40169");
        }

        var left = conceptos.Sum(concepto => concepto.Importe - (concepto.Descuento ?? 0));
        return invoice.InDocument(invoice.Discount) >= left && invoice.Discount > 0
            ? new Problem(FieldNames.Discounts,
                $"El descuento de la factura es de {Pesos.Text(invoice.InDocument(invoice.Discount))} y sus servicios suman {Pesos.Text(left)}: bájalo.",
                "CFDI40110")
            : null;
    }
}
