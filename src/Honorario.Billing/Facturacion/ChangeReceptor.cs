using Honorario.Billing.Auditoria;
using Honorario.Billing.Cuentas;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Facturacion;

/// <summary>What changing a draft's receptor will do.</summary>
/// <param name="From">The insurer that it was for.</param>
/// <param name="To">The one that it will be for.</param>
/// <param name="Services">How many services pass to it.</param>
/// <param name="Amount">What is financed of them, in pesos; it stays.</param>
/// <param name="Plans">How many of them say a plan of the former insurer, which they lose.</param>
public sealed record ReceptorChange(string From, string To, int Services, decimal Amount, int Plans);

/// <summary>
/// "Cambiar receptor": a draft that was made for the wrong insurer, and all its services, pass to another one. So does a stamped invoice's, as the draft
/// that is to take its place.
/// </summary>
public sealed class ChangeReceptor(HonorarioStorage storage, ComposeInvoice compose, TimeProvider clock)
{
    /// <summary>What it will do, and nothing of it yet.</summary>
    public async Task<Result<ReceptorChange>> LookAsync(Guid invoiceId, Guid? insurerId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.Bill);
        var opened = await OpenAsync(db, invoiceId, insurerId, ct);
        return opened.Value is { } change ? change.Preview : opened.Problems.ToList();
    }

    /// <returns>The draft's id.</returns>
    public async Task<Result<Guid>> RunAsync(Guid invoiceId, Guid? insurerId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.Bill);
        var opened = await OpenAsync(db, invoiceId, insurerId, ct);
        if (opened.Value is not var (invoice, insurer, services, preview))
            return opened.Problems.ToList();
        var now = clock.GetUtcNow().UtcDateTime;
        invoice.ChangeInsurer(insurer);
        foreach (var service in services)
        {
            (service.InsurerId, service.Plan) = (insurer.Id, "");
            db.Record(service.Id, now, "Servicio corregido", $"Aseguradora: {preview.From} → {preview.To}");
        }

        if (services.Count > 0)
        {
            var composed = await compose.RunAsync(db, invoice, services, ct);
            if (composed.Value is not { } document)
                return composed.Problems.ToList();
            invoice.SetTotals(document);
        }

        db.Record(invoice.Id, now, "Receptor cambiado", $"{preview.From} → {preview.To}");
        return await Draft.SaveAsync(db, invoice, ct);
    }

    private static async Task<Result<Opened>> OpenAsync(HonorarioDb db, Guid invoiceId, Guid? insurerId, CancellationToken ct)
    {
        var draft = await Draft.OpenAsync(db, invoiceId, ct);
        if (draft.Value is not { } invoice)
            return draft.Problems.ToList();
        if (await db.InsurerProblemAsync(insurerId, nameof(InvoiceRegistration.InsurerId), ct, "Elige la aseguradora que paga estos servicios.") is { } wrong)
            return wrong;
        var insurer = await db.Insurers().SingleAsync(row => row.Id == insurerId, ct);
        if (insurer.Id == invoice.InsurerId)
            return new Problem(nameof(InvoiceRegistration.InsurerId), $"La factura ya es a {insurer.Name}.");
        var services = await db.InvoiceLines().Where(line => line.InvoiceId == invoiceId).Select(line => line.Service).ToListAsync(ct);
        return new Opened(invoice, insurer, services, new ReceptorChange(
            invoice.Insurer.Name, insurer.Name, services.Count, services.Sum(service => service.InsurerAmount),
            services.Count(service => service.Plan.Length > 0)));
    }

    private sealed record Opened(Invoice Invoice, Insurer Insurer, List<MedicalService> Services, ReceptorChange Preview);
}
