using Honorario.Billing.Auditoria;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Facturacion;

/// <summary>The practice's words for the mail that carries an invoice: read, tried on an invoice, saved.</summary>
public sealed class EditMailTemplate(HonorarioStorage storage, TimeProvider clock)
{
    private const int TitleLength = 200;
    private const int TextLength = 5000;

    /// <returns>The practice's own, or <see cref="Template.Default"/>.</returns>
    public async Task<Template> LoadAsync(CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeSettings);
        return await LoadAsync(db, ct);
    }

    /// <summary>How it reads for the practice's latest stamped invoice.</summary>
    /// <returns>Null when there is no such invoice yet.</returns>
    public async Task<Template?> PreviewAsync(Template template, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeSettings);
        var latest = await db.Invoices().Where(row => row.Uuid != null).OrderByDescending(row => row.StampedAt).Select(row => (Guid?)row.Id)
            .FirstOrDefaultAsync(ct);
        return latest is { } id && await FactsAsync(db, id, ct) is { } facts ? template.Fill(facts) : null;
    }

    /// <param name="template">What is to be sent.</param>
    /// <param name="ct">Stops it.</param>
    /// <param name="seen">What stood when the form was opened; what another changed since is told, not overwritten.</param>
    public async Task<Result<Template>> SaveAsync(Template template, CancellationToken ct, Template? seen = null)
    {
        var tidy = new Template(template.Title.Trim(), template.Text.TrimEnd());
        if (Check(tidy) is { Count: > 0 } problems)
            return problems;
        await using var db = storage.Open(Right.AgreePrices);
        var own = await db.MailTemplates().SingleOrDefaultAsync(ct);
        if (Meanwhile.Changes(seen, own is null ? Template.Default : new Template(own.Title, own.Text), tidy) is { Count: > 0 } changed)
            return changed;
        if (own is null)
            db.MailTemplates().Add(own = new MailTemplate { Title = "", Text = "" });
        (own.Title, own.Text) = (tidy.Title, tidy.Text);
        db.Record(own.Id, clock.GetUtcNow().UtcDateTime, "Texto del correo guardado", own.Title);
        await db.SaveChangesAsync(ct);
        return tidy;
    }

    internal static async Task<Template> LoadAsync(HonorarioDb db, CancellationToken ct) =>
        await db.MailTemplates().AsNoTracking().SingleOrDefaultAsync(ct) is { } own ? new Template(own.Title, own.Text) : Template.Default;

    /// <returns>Null when this account has no such stamped invoice.</returns>
    internal static async Task<InvoiceFacts?> FactsAsync(HonorarioDb db, Guid invoiceId, CancellationToken ct)
    {
        if (await db.Invoices().AsNoTracking().Include(row => row.Emisor).Include(row => row.Insurer)
            .SingleOrDefaultAsync(row => row.Id == invoiceId && row.Uuid != null, ct) is not { } invoice)
            return null;
        var days = db.InvoiceLines().Where(line => line.InvoiceId == invoiceId).Select(line => line.Service.Date);
        var count = await days.CountAsync(ct);
        var notes = (await ServiceNotes.OfAsync(db, [invoiceId], ct)).GetValueOrDefault(invoiceId) ?? [];
        return new InvoiceFacts(
            invoice,
            count,
            count == 0 ? null : (await days.MinAsync(ct), await days.MaxAsync(ct)),
            [.. notes.Select(note => $"{note.Key}: {note.Value}")]);
    }

    private static List<Problem> Check(Template template)
    {
        var problems = new List<Problem>();
        if (template.Title.Length is 0 or > TitleLength || template.Title.Contains('\n', StringComparison.Ordinal))
            problems.Add(new Problem(nameof(template.Title), $"Escribe el asunto en un renglón de hasta {TitleLength} caracteres."));
        if (string.IsNullOrWhiteSpace(template.Text) || template.Text.Length > TextLength)
            problems.Add(new Problem(nameof(template.Text), $"Escribe el mensaje, de hasta {TextLength} caracteres."));
        foreach (var (field, text) in new[] { (nameof(template.Title), template.Title), (nameof(template.Text), template.Text) })
        {
            if (Template.Unknown(text).ToList() is { Count: > 0 } unknown)
                problems.Add(new Problem(
                    field, $"No hay un dato {string.Join(", ", unknown)}. Puedes usar {string.Join(", ", Template.Places.Select(place => place.Name))}."));
        }

        return problems;
    }
}
