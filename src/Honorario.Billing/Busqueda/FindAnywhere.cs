using System.Globalization;
using Honorario.Billing.ComplementosPago;
using Honorario.Billing.Copagos;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Facturacion;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Honorario.Escritura;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Busqueda;

/// <summary>What kind of page a hit leads to.</summary>
public enum HitKind
{
    Paciente,
    Factura,
    Ticket,
    Pago,
}

/// <summary>Something that was found.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Which.</param>
/// <param name="Title">How it is called: a name, a No de Control Interno, a folio, an operation number.</param>
/// <param name="Aside">What tells it from others alike: a policy, an insurer, a patient; "" for nothing.</param>
/// <param name="Amount">Its total in pesos; null for a patient.</param>
/// <param name="Status">Where an invoice stands.</param>
public sealed record Hit(HitKind Kind, Guid Id, string Title, string Aside, decimal? Amount = null, InvoiceStatus? Status = null);

/// <summary>
/// "Buscar" anywhere: patients by name, policy or phone; invoices by No de Control Interno, folio fiscal, insurer or exact total; tickets by
/// folio; payments by operation or No de Control Interno. The newest of each kind, without counting the rest; not through all services, as lists do.
/// </summary>
public sealed class FindAnywhere(HonorarioStorage storage)
{
    /// <summary>How many of a kind.</summary>
    public const int MostOfAKind = 5;

    /// <summary>Fewer letters find everything and nothing.</summary>
    public const int ShortestText = 2;

    /// <param name="text">As typed.</param>
    /// <param name="ct">Stops it.</param>
    /// <returns>Kind by kind, of what whoever searches may see; none for less than <see cref="ShortestText"/> characters.</returns>
    public async Task<IReadOnlyList<Hit>> RunAsync(string text, CancellationToken ct)
    {
        var typed = Pasted.Line(text).Trim();
        if (typed.Length < ShortestText)
            return [];
        await using var db = storage.Open(Right.Enter);
        var hits = new List<Hit>();
        if (storage.May(Right.SeePatients) || storage.May(Right.SeeCharges))
            hits.AddRange(await PatientsAsync(db, typed, ct));
        if (storage.May(Right.SeeInvoices))
            hits.AddRange(await InvoicesAsync(db, typed, ct));
        if (storage.May(Right.SeeCharges))
            hits.AddRange(await TicketsAsync(db, typed, ct));
        if (storage.May(Right.SeeMoney))
            hits.AddRange(await PaymentsAsync(db, typed, ct));
        return hits;
    }

    private static async Task<IEnumerable<Hit>> PatientsAsync(HonorarioDb db, string typed, CancellationToken ct)
    {
        var rows = await db.Patients().Matching(db, typed).OrderBy(row => row.Search).ThenBy(row => row.Id).Take(MostOfAKind)
            .Select(row => new
            {
                row.Id,
                row.Name,
                Policy = row.Policies.OrderByDescending(policy => policy.Id).Select(policy => policy.Number).FirstOrDefault(),
            })
            .ToListAsync(ct);
        return rows.Select(row => new Hit(HitKind.Paciente, row.Id, row.Name, row.Policy ?? ""));
    }

    private static async Task<IEnumerable<Hit>> InvoicesAsync(HonorarioDb db, string typed, CancellationToken ct)
    {
        var found = ListInvoices.Ordered(db.Invoices().AsNoTracking().Saying(db, typed, services: false), asked: null).Take(MostOfAKind);
        return await found.Select(row => new Hit(HitKind.Factura, row.Id, row.ControlNumber, row.Insurer.Name, row.Total, row.Status)).ToListAsync(ct);
    }

    private static async Task<IEnumerable<Hit>> TicketsAsync(HonorarioDb db, string typed, CancellationToken ct)
    {
        var folio = TicketFolio.Part(typed);
        var rows = await db.Tickets().AsNoTracking().Where(row => row.Folio.StartsWith(folio)).OrderByDescending(row => row.Number).Take(MostOfAKind)
            .Select(row => new { row.Id, row.Folio, row.Patient.Name, row.Total }).ToListAsync(ct);
        return rows.Select(row => new Hit(HitKind.Ticket, row.Id, row.Folio, row.Name, row.Total));
    }

    private static async Task<IEnumerable<Hit>> PaymentsAsync(HonorarioDb db, string typed, CancellationToken ct)
    {
        var rows = await db.Payments().AsNoTracking().Saying(db, typed, services: false)
            .OrderByDescending(row => row.PaidOn).ThenBy(row => row.Id).Take(MostOfAKind)
            .Select(row => new { row.Id, row.OperationNumber, row.PaidOn, row.Insurer.Name, row.Amount }).ToListAsync(ct);
        return rows.Select(row => new Hit(
            HitKind.Pago,
            row.Id,
            row.OperationNumber.Length > 0 ? row.OperationNumber : row.PaidOn.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture),
            row.Name,
            row.Amount));
    }
}
