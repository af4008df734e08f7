using System.Net.Http.Json;
using Honorario.Billing.Cancelacion;
using Honorario.Billing.Correo;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Outbox;
using Honorario.Billing.Timbrado;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Faults;

/// <summary>What the product says against what the PAC and the mail server have.</summary>
/// <param name="Lost">Sealed documents of which the product does not know what came of them, and mails that are said to be sent and are not.</param>
/// <param name="Doubled">Services, tickets or folios that have two stamps.</param>
/// <param name="Stuck">What waits although nobody fails any more.</param>
/// <param name="Orphaned">Stamps that the product does not know, and services held by a document that is gone.</param>
internal sealed record Audit(int Documents, long Stamps, int Doubtful, int Lost, int Doubled, int Stuck, int Orphaned, IReadOnlyList<string> Words)
{
    public static async Task<Audit> RunAsync(Desk desk, string pacUrl, Mailbox mailbox)
    {
        var stamps = await StampsAsync(pacUrl);
        await using var db = desk.Open();
        var documents = await db.SealedCfdis().IgnoreQueryFilters().AsNoTracking()
            .Select(row => new { row.Id, row.State, row.SubjectId, row.EmisorId, row.Kind, row.Serie, row.Folio, Uuid = row.Uuid!.Value, row.DoubtfulSince,
                row.SentAt }).ToListAsync();
        var known = documents.Where(row => row.Uuid is not null).Select(row => row.Uuid.ToUpperInvariant()).ToHashSet();
        var words = new List<string>();

        var there = stamps.Select(stamp => stamp.Uuid.ToUpperInvariant()).ToHashSet();
        var lost = documents.Where(row => row.State == PacState.Stamped && !there.Contains(row.Uuid.ToUpperInvariant()))
            .Select(row => $"lost: {row.Kind} {row.Serie}{row.Folio} is stamped here and not there").ToList();
        var sentMails = await db.Mails().IgnoreQueryFilters().AsNoTracking().Where(row => row.State == MailState.Enviado).Select(row => row.Id).ToListAsync();
        lost.AddRange(sentMails.Where(id => !mailbox.Taken.Keys.Any(taken => taken.Contains(id.ToString("N"), StringComparison.OrdinalIgnoreCase)))
            .Select(id => $"lost: mail {id} is sent here and was not taken"));

        var doubled = stamps.GroupBy(stamp => (stamp.Emisor, stamp.Serie, stamp.Folio)).Where(same => same.Count() > 1)
            .Select(same => $"doubled: {same.Key} has {same.Count()} stamps").ToList();
        doubled.AddRange(documents.Where(row => row.State == PacState.Stamped).GroupBy(row => row.SubjectId).Where(same => same.Count() > 1)
            .Select(same => $"doubled: {same.Key} has {same.Count()} stamps"));
        var lines = await db.InvoiceLines().IgnoreQueryFilters().AsNoTracking().Where(line => line.ReleasedAt == null).GroupBy(line => line.ServiceId)
            .Where(same => same.Count() > 1).CountAsync();
        doubled.AddRange(Enumerable.Repeat("doubled: a service is on two invoices", lines));

        var waiting = await db.Outbox().IgnoreQueryFilters().AsNoTracking().Where(row => row.DoneAt == null)
            .Select(row => new { row.Kind, row.SubjectId, row.Attempts, row.Fault, row.LeasedBy }).ToListAsync();
        var stuck = waiting.Select(row => $"stuck: {row.Kind} of {row.SubjectId} after {row.Attempts} attempts {row.Fault} {row.LeasedBy}").ToList();
        stuck.AddRange(documents.Where(row => row.State == PacState.Pending && row.DoubtfulSince is null && waiting
            .TrueForAll(message => message.SubjectId != row.Id)).Select(row => $"stuck: nobody stamps {row.Kind} {row.Serie}{row.Folio}"));
        var cancellations = await db.Cancellations().IgnoreQueryFilters().AsNoTracking().Where(row => row.State == CancellationState.Requested
            || row.State == CancellationState.Waiting).Select(row => row.Id).ToListAsync();
        stuck.AddRange(cancellations.Where(id => waiting.TrueForAll(message => message.SubjectId != id)).Select(id => $"stuck: nobody cancels {id}"));

        var orphaned = stamps.Where(stamp => !known.Contains(stamp.Uuid.ToUpperInvariant()) && !documents
            .Exists(row => row.DoubtfulSince is not null && row.Serie == stamp.Serie && $"{row.Folio}" == stamp.Folio))
            .Select(stamp => $"orphaned: {stamp.Emisor} {stamp.Serie}{stamp.Folio} is stamped there and not here").ToList();
        var gaps = documents.GroupBy(row => (row.EmisorId, row.Serie)).Sum(serie => serie.Max(row => row.Folio ?? 0) - serie.Count());
        if (gaps != 0)
            words.Add($"lost: {gaps} folios are missing");
        words.AddRange([.. lost, .. doubled, .. stuck, .. orphaned]);
        return new Audit(documents.Count, stamps.Count, documents.Count(row => row.DoubtfulSince is not null), lost.Count + gaps, doubled.Count, stuck.Count,
            orphaned.Count, words);
    }

    private static async Task<List<Stamp>> StampsAsync(string pacUrl)
    {
        const int Page = 500;
        using var http = new HttpClient { Timeout = TimeSpan.FromMinutes(1) };
        var all = new List<Stamp>();
        while (true)
        {
            var page = await http.GetFromJsonAsync<Answer>(new Uri($"{pacUrl}/sandbox/stamps?skip={all.Count}&take={Page}"));
            all.AddRange(page!.Stamps);
            if (page.Stamps.Count < Page)
                return all;
        }
    }

    private sealed record Answer(List<Stamp> Stamps);

    private sealed record Stamp(string Uuid, string Emisor, string? Serie, string? Folio);
}
