using Honorario.Archivos;
using Honorario.Billing;
using Honorario.Billing.Copagos;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Pacientes;
using Honorario.Web.Components.AutoFactura;
using Honorario.Web.Components.Pacientes;
using Honorario.Web.Security;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using static Honorario.Web.Api.FileAnswer;

namespace Honorario.Web.Api;

/// <summary>The files of patients, for who bills; and the page, by signed link, on which a patient corrects its own fiscal data.</summary>
internal static class PatientDataEndpoints
{
    public static void MapPatientFiles(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/pacientes.{format:regex(^(csv|xlsx)$)}",
            (string format, [AsParameters] PacientesFiltro filter, ListPatients list, HttpResponse response) =>
            HandOut(list.Export(filter.Filter, filter.Order, Format(format)), response));
        app.MapGet("/api/pacientes/{id:guid}/datos.zip", async (Guid id, ExportPatient export, HttpResponse response, CancellationToken ct) =>
            HandOut(await export.RunAsync(id, ct), response));
    }

    /// <summary>Within the group of the patients' portal, with its limit.</summary>
    public static void MapPatientData(this IEndpointRouteBuilder portal)
    {
        portal.MapGet("/datos/{key}", (string key, HttpContext context, IServiceScopeFactory scopes) =>
            WithAsync(context, scopes, key, (patient, _) => Task.FromResult(new Answer(EditPatient.Fiscal(patient.Patient), []))));
        portal.MapPost("/datos/{key}", ([FromForm] IFormCollection form, string key, HttpContext context, IServiceScopeFactory scopes) =>
            WithAsync(context, scopes, key, async (patient, services) =>
            {
                var read = AutoFacturaVisit.Read(form);
                var kept = await services.GetRequiredService<EditPatient>().FiscalAsync(patient.Patient.Id, version: null, read, context.RequestAborted);
                return new Answer(read, kept.Problems, kept.Ok);
            }));
        portal.MapPost("/datos/{key}/constancia", ([FromForm] IFormCollection form, string key, HttpContext context, IServiceScopeFactory scopes) =>
            WithAsync(context, scopes, key, async (_, services) =>
            {
                var read = AutoFacturaVisit.Read(form);
                var (filled, notes) = await PortalConstancia.FillAsync(
                    services, read, form.Files.GetFile("constancia"), Who.Outsider, context.RequestAborted);
                return new Answer(filled.Value ?? read, filled.Problems, Notes: notes, FromConstancia: filled.Ok);
            })).WithMetadata(new RequestSizeLimitAttribute(LargeUploads.Read));
    }

    private static async Task<IResult> WithAsync(HttpContext context, IServiceScopeFactory scopes, string key, Func<PatientView, IServiceProvider,
        Task<Answer>> act)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (scope.ServiceProvider.GetRequiredService<FiscalLinks>().Open(key) is not var (practice, patient))
            return Results.NotFound();
        scope.ServiceProvider.GetRequiredService<Actor>().ActAsPatient(practice, "paciente, por su enlace");
        var view = await scope.ServiceProvider.GetRequiredService<ViewPatient>().RunAsync(patient, context.RequestAborted);
        if (view is null || view.Patient.ErasedAt is not null)
            return Results.NotFound();
        var answer = await act(view, scope.ServiceProvider);
        context.Response.Headers.CacheControl = "private, no-store";
        return new RazorComponentResult<PortalDatos>(new
        {
            Key = key,
            Antiforgery = context.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(context).RequestToken!,
            answer.Form,
            answer.Problems,
            answer.Saved,
            answer.FromConstancia,
            Notes = answer.Notes ?? [],
        })
        {
            StatusCode = answer.Problems.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK,
        };
    }

    private sealed record Answer(
        ReceptorForm Form, IReadOnlyList<Problem> Problems, bool Saved = false, IReadOnlyList<string>? Notes = null, bool FromConstancia = false);
}
