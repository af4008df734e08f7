using Honorario.Billing.Facturacion;
using Honorario.Billing.Storage;

namespace Honorario.Web.Api;

/// <summary>A file as every endpoint hands it out: never kept by anybody on the way, and 404 when there is none.</summary>
internal static class FileAnswer
{
    public static IResult HandOut(Download? file, HttpResponse response)
    {
        if (file is null)
            return Results.NotFound();
        response.Headers.CacheControl = "private, no-store";
        return Results.File(file.Content, file.ContentType, file.Name);
    }

    /// <summary>A table, sent while it is read.</summary>
    public static IResult HandOut(SheetFile sheet, HttpResponse response)
    {
        response.Headers.CacheControl = "private, no-store";
        return Results.Stream(to => sheet.WriteAsync(to, response.HttpContext.RequestAborted), sheet.ContentType, sheet.Name);
    }
}
