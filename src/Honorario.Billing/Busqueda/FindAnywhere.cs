using System.Globalization;
using System.Text.RegularExpressions;
using Honorario.Billing.ComplementosPago;
using Honorario.Billing.Copagos;
using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Facturacion;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Honorario.Cfdi;
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
    Documento,
    Servicio,
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
/// folio; payments by operation or No de Control Interno; services by folio; every other stamped document by series and folio, folio fiscal,
/// exact total or a patient's RFC. The newest of each kind, without counting the rest; not through all services, as lists do. Each way of
/// being found is taken along its own index (<see cref="Way{T}"/>): three letters find any part of a word, two its beginning.
/// </summary>
public sealed partial class FindAnywhere(HonorarioStorage storage, DocumentKinds kinds)
{
    /// <summary>How many of a kind.</summary>
    public const int MostOfAKind = 5;

    /// <summary>Letters of a folio fiscal below which its beginning says nothing.</summary>
    private const int LeastOfUuid = 8;

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
            hits.AddRange(await PaymentsAsync(db, typed, [.. hits.Where(hit => hit.Kind == HitKind.Factura).Select(hit => hit.Id)], ct));
        if (storage.May(Right.SeeInvoices))
            hits.AddRange(await DocumentsAsync(db, typed, ct));
        if (storage.May(Right.SeePatients))
            hits.AddRange(await ServicesAsync(db, typed, ct));
        return hits;
    }

    /// <summary>By name, which is most of what is typed; only when too few are called so, by policy or phone as well.</summary>
    private static async Task<IEnumerable<Hit>> PatientsAsync(HonorarioDb db, string typed, CancellationToken ct)
    {
        static IOrderedQueryable<Patient> Ordered(IQueryable<Patient> rows) => rows.OrderBy(row => row.Search).ThenBy(row => row.Id);
        var ids = new List<Guid>();
        foreach (var (at, way) in db.Patients().Ways(db, typed).Index())
        {
            ids.AddRange(await way.FirstAsync(db, Ordered, MostOfAKind, ct));
            if (at == 0 && ids.Count >= MostOfAKind)
                break;
        }

        var rows = await Ordered(db.Patients().Where(row => EF.Parameter(ids).Contains(row.Id))).Take(MostOfAKind)
            .Select(row => new
            {
                row.Id,
                row.Name,
                Policy = row.Policies.OrderByDescending(policy => policy.Id).Select(policy => policy.Number).FirstOrDefault(),
            })
            .ToListAsync(ct);
        return rows.ConvertAll(row => new Hit(HitKind.Paciente, row.Id, row.Name, row.Policy ?? ""));
    }

    private static async Task<IEnumerable<Hit>> InvoicesAsync(HonorarioDb db, string typed, CancellationToken ct)
    {
        static IOrderedQueryable<Invoice> Ordered(IQueryable<Invoice> rows) => ListInvoices.Ordered(rows, asked: null);
        var ids = new List<Guid>();
        foreach (var way in await db.Invoices().WaysAsync(db, typed, ct))
            ids.AddRange(await way.FirstAsync(db, Ordered, MostOfAKind, ct));
        return await Ordered(db.Invoices().Where(row => EF.Parameter(ids).Contains(row.Id))).Take(MostOfAKind)
            .Select(row => new Hit(HitKind.Factura, row.Id, row.ControlNumber, row.Insurer.Name, row.Total, row.Status)).ToListAsync(ct);
    }

    private static async Task<IEnumerable<Hit>> TicketsAsync(HonorarioDb db, string typed, CancellationToken ct)
    {
        var folio = TicketFolio.Part(typed);
        var hits = new List<Hit>();
        foreach (var (least, most) in TicketFolio.Numbers(folio))
        {
            var rows = await db.Tickets().Where(row => row.Number >= least && row.Number <= most && row.Folio.StartsWith(folio))
                .OrderByDescending(row => row.Number).Take(MostOfAKind - hits.Count)
                .Select(row => new { row.Id, row.Folio, row.Patient.Name, row.Total }).ToListAsync(ct);
            hits.AddRange(rows.Select(row => new Hit(HitKind.Ticket, row.Id, row.Folio, row.Name, row.Total)));
            if (hits.Count == MostOfAKind)
                break;
        }

        return hits;
    }

    /// <summary>By their operation, or those of the invoices that were found.</summary>
    private static async Task<IEnumerable<Hit>> PaymentsAsync(HonorarioDb db, string typed, List<Guid> invoices, CancellationToken ct)
    {
        static IOrderedQueryable<InsurerPayment> Ordered(IQueryable<InsurerPayment> rows) => rows.OrderByDescending(row => row.PaidOn).ThenBy(row => row.Id);
        var ids = new List<Guid>();
        foreach (var way in db.Payments().Ways(db, typed, invoices))
            ids.AddRange(await way.FirstAsync(db, Ordered, MostOfAKind, ct));
        var rows = await Ordered(db.Payments().Where(row => EF.Parameter(ids).Contains(row.Id))).Take(MostOfAKind)
            .Select(row => new { row.Id, row.OperationNumber, row.PaidOn, row.Insurer.Name, row.Amount }).ToListAsync(ct);
        return rows.Select(row => new Hit(
            HitKind.Pago,
            row.Id,
            row.OperationNumber.Length > 0 ? row.OperationNumber : row.PaidOn.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture),
            row.Name,
            row.Amount));
    }

    private static async Task<IEnumerable<Hit>> ServicesAsync(HonorarioDb db, string typed, CancellationToken ct)
    {
        var folios = ServiceText.Folios(typed);
        return await db.Services().Where(row => EF.Parameter(folios).Contains(row.Folio)).OrderBy(row => row.Folio).Take(MostOfAKind)
            .Join(db.Patients(), row => row.PatientId, patient => patient.Id, (row, patient) => new { row.Id, row.Folio, patient.Name, row.InsurerAmount })
            .Select(row => new Hit(HitKind.Servicio, row.Id, row.Folio, row.Name, row.InsurerAmount, null)).ToListAsync(ct);
    }

    /// <summary>
    /// Copago invoices, facturas globales, notes and complements, by series and folio in any form, the folio fiscal's beginning, the exact total or
    /// a patient's RFC.
    /// </summary>
    private async Task<IEnumerable<Hit>> DocumentsAsync(HonorarioDb db, string typed, CancellationToken ct)
    {
        var hits = new List<Hit>();
        foreach (var asked in await SayingAsync(db, typed, ct))
        {
            foreach (var row in await asked.OrderByDescending(row => row.IssuedOn).ThenBy(row => row.Id).Take(MostOfAKind)
                         .Select(row => new { row.SubjectId, row.Kind, row.Serie, row.Folio, row.Receptor, row.Total }).ToListAsync(ct))
            {
                if (hits.Count < MostOfAKind && hits.TrueForAll(hit => hit.Id != row.SubjectId) && await kinds.MaySeeAsync(db, row.Kind, row.SubjectId, ct))
                    hits.Add(new Hit(HitKind.Documento, row.SubjectId, $"{kinds.Of(row.Kind).Name} {row.Serie}{row.Folio}", row.Receptor, row.Total));
            }
        }

        return hits;
    }

    /// <summary>The documents that say what was typed, by each thing that it may be; what is a folio may be a total too.</summary>
    private static async Task<List<IQueryable<SealedCfdi>>> SayingAsync(HonorarioDb db, string typed, CancellationToken ct)
    {
        var emisores = db.Emisores().Select(row => row.Id);
        var bare = string.Concat(Pasted.Key(typed).Where(letter => char.IsLetterOrDigit(letter) || letter == '&')).ToUpperInvariant();
        var stamped = db.SealedCfdis().AsNoTracking().Where(row => row.State == PacState.Stamped && row.Kind != DocumentKind.Factura);
        var asked = new List<IQueryable<SealedCfdi>>();
        if (bare.Length is >= LeastOfUuid and <= 32 && bare.All(char.IsAsciiHexDigit))
        {
            var (first, last) = (WholeUuid(bare, '0'), WholeUuid(bare, 'F'));
#pragma warning disable CA1309 // It is the database that compares, along its index.
            asked.Add(stamped.Where(row =>
                string.Compare((string)(object)row.Uuid!, first) >= 0 && string.Compare((string)(object)row.Uuid!, last) <= 0));
#pragma warning restore CA1309
        }
        else if (SeriesAndFolio().Match(bare) is { Success: true } said && !typed.Contains('.', StringComparison.Ordinal))
        {
            var (serie, folio) = (said.Groups[1].Value, int.Parse(said.Groups[2].Value, CultureInfo.InvariantCulture));
            asked.Add(stamped.Where(row => emisores.Contains(row.EmisorId) && row.Serie == serie && row.Folio == folio));
        }

        if (TypedMoney.Read(typed) is { Ok: true, Value: var total })
            asked.Add(stamped.Where(row => emisores.Contains(row.EmisorId) && row.Total == total));
        if (Rfc.TryParse(TypedRfc.Bare(typed), out var rfc))
        {
            var invoices = await db.CopagoInvoices().Where(row => row.Rfc == rfc).OrderByDescending(row => row.RequestedAt).Take(MostOfAKind)
                .Select(row => row.Id).ToListAsync(ct);
            asked.Add(stamped.Where(row => EF.Parameter(invoices).Contains(row.SubjectId)));
        }

        return asked;
    }

    private static string WholeUuid(string beginning, char rest) =>
        Guid.ParseExact(beginning.PadRight(32, rest), "N").ToString().ToUpperInvariant();

    [GeneratedRegex("^([A-ZÑ&]{0,25})([0-9]{1,9})$")]
    private static partial Regex SeriesAndFolio();
}
