using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Facturacion;
using Honorario.Billing.RegistroDeServicios.Importar;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Integraciones;

/// <summary>A claim that comes from a clinic's record system.</summary>
/// <param name="Name">What the load is called.</param>
/// <param name="Content">FHIR R4, JSON or XML: a Claim, or a Bundle with what it refers to.</param>
/// <param name="EmisorId">Who bills; null for the practice's only one.</param>
/// <param name="Stamp">Whether it is stamped at once; otherwise a draft stays.</param>
/// <param name="AcceptDoubts">Whether a person has seen what is doubtful of its services.</param>
public sealed record ClaimForm(string Name, byte[] Content, Guid? EmisorId, bool Stamp, bool AcceptDoubts);

/// <summary>The services of a claim enter as any file's do, and become a draft or an invoice. Sent again, the services are those that are there.</summary>
public sealed class BillClaim(
    HonorarioStorage storage, ImportServices import, SuggestControlNumber suggest, RegisterInvoice register, SelectServices select, StampInvoice stamp,
    DeleteDraft delete, ListEmisores emisores, PlaceClock places)
{
    /// <returns>The invoice's id; or what is wrong, each at its FHIR path.</returns>
    public async Task<Result<Guid>> RunAsync(ClaimForm form, CancellationToken ct)
    {
        storage.Demand(Right.Bill);
        var read = FhirServices.Read(form.Content);
        if (!read.Ok)
            return read.Problems.ToList();
        var all = await emisores.RunAsync(ct);
        if (all.FirstOrDefault(row => row.Id == form.EmisorId || (form.EmisorId is null && all.Count == 1)) is not { } emisor)
            return new Problem(FieldNames.EmisorQuery, "Di con qué RFC se factura: agrega ?emisor= y su id.");
        using var preview = await import.PreviewAsync(form.Name, read.Value.Rows, read.Value.NotUnderstood, null, ct);
        if (Wrong(preview, form.AcceptDoubts) is { Count: > 0 } wrong)
            return wrong;
        var loaded = await import.ApplyAsync(preview, new ImportAnswers(preview.Rows.Select(row => row.Line)), null, ct);
        if (!loaded.Ok)
            return loaded.Problems.ToList();
        var services = preview.Rows.Select(row => row.Service!).ToList();
        var ids = services.Select(row => row.KnownId).OfType<Guid>().ToHashSet();
        if (loaded.Value!.LoadId is { } load)
        {
            await using var db = storage.Open(Right.SeePatients);
            ids.UnionWith(await db.Services().Where(row => row.LoadId == load).Select(row => row.Id).ToListAsync(ct));
        }

        var draft = await register.RunAsync(
            new InvoiceRegistration(emisor.Id, services[0].InsurerId, await suggest.RunAsync(emisor.Id, ct), places.TodayAt(emisor.CodigoPostal)), ct);
        if (!draft.Ok)
            return draft;
        var chosen = await select.RunAsync(
            draft.Value, new ServiceSelection(services.Min(row => row.Date), services.Max(row => row.Date), All: false, ids), ct);
        if (!chosen.Ok)
        {
            await delete.RunAsync(draft.Value, ct);
            return chosen;
        }

        var stamped = form.Stamp ? await stamp.RunAsync(draft.Value, ct) : draft;
        return stamped.Ok ? draft : stamped;
    }

    private static List<Problem> Wrong(ImportPreview preview, bool acceptDoubts)
    {
        var wrong = preview.Rows.SelectMany(row => row.Problems.Select(problem => problem with { Field = row.Cells.Where })).ToList();
        if (!acceptDoubts)
            wrong.AddRange(preview.Rows.SelectMany(row => row.Doubts.Select(doubt => new Problem(row.Cells.Where, doubt))));
        wrong.AddRange(preview.Unknown.Select(name => new Problem(FieldNames.ClaimInsurer,
            $"No conozco a la aseguradora «{name}»: dala de alta con ese nombre.")));
        if (preview.Rows.Count == 0)
            wrong.AddRange(preview.NotUnderstood.DefaultIfEmpty(new Problem(FieldNames.ClaimItem, "No trae ningún servicio con código CPT.")));
        if (preview.Rows.Select(row => row.Service?.InsurerId).OfType<Guid>().Distinct().Count() > 1)
            wrong.Add(new Problem(FieldNames.ClaimInsurer, "Un Claim se factura a una sola aseguradora."));
        return wrong;
    }
}
