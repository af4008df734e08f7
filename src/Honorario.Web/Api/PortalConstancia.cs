using Honorario.Archivos;
using Honorario.Archivos.Lectura;
using Honorario.Billing;
using Honorario.Billing.Copagos;
using Honorario.Billing.DatosFiscales;
using Honorario.Web.Components.Shared;

namespace Honorario.Web.Api;

/// <summary>Fills a patient's form with the Constancia that came with it, on every page that takes one.</summary>
internal static class PortalConstancia
{
    /// <summary>The largest one that is read, in bytes.</summary>
    public const int Most = 3 * 1024 * 1024;

    /// <summary>The form's field that takes it.</summary>
    private const string Field = FieldNames.Constancia;

    /// <returns>The form with what the Constancia says, or what is wrong with it; and what a person should know of it.</returns>
    public static async Task<(Result<ReceptorForm> Form, IReadOnlyList<string> Notes)> FillAsync(
        IServiceProvider services, ReceptorForm typed, IFormFile? file, Who who, CancellationToken ct)
    {
        if (file is null or { FileName: "" })
            return (new Problem(Field, "Elige primero el PDF de tu Constancia de Situación Fiscal."), []);
        if (file.Length > Most)
            return (new Problem(
                Field, $"El archivo pesa más de {Most / 1024 / 1024} MB: descarga de nuevo tu Constancia del portal del SAT, sin escanearla."), []);
        using var bytes = new MemoryStream((int)file.Length);
        await file.CopyToAsync(bytes, ct);
        var read = await services.GetRequiredService<IArchivos>().ConstanciaAsync(new BroughtFile("El archivo", bytes.ToArray()), who, ct);
        return read.Ok
            ? (typed.With(read.Value), ConstanciaNotes.Of(read.Value, services.GetRequiredService<MexicanToday>().Date))
            : (new Problem(Field, read.Refusal), []);
    }
}
