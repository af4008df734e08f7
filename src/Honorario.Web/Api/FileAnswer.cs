using Honorario.Billing;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Storage;
using Honorario.Web.Cuentas;
using Microsoft.AspNetCore.Http.Features;

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

    /// <summary>A PDF for the browser to show rather than keep.</summary>
    public static IResult Show(Download? pdf, HttpResponse response)
    {
        if (pdf is null)
            return Results.NotFound();
        response.Headers.CacheControl = "private, no-store";
        // A browser's own viewer counts as a plug-in, which every other answer forbids.
        response.Headers.ContentSecurityPolicy = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'";
        response.Headers.ContentDisposition = new System.Net.Mime.ContentDisposition { Inline = true, FileName = pdf.Name }.ToString();
        return Results.File(pdf.Content, pdf.ContentType);
    }

    /// <summary>A table or a ZIP, sent while it is written.</summary>
    public static IResult HandOut(StreamedFile? file, HttpResponse response)
    {
        if (file is null)
            return Results.NotFound();
        response.Headers.CacheControl = "private, no-store";
        // A ZIP's entry writes its end when it is closed, and knows no way to wait for that.
        if (file.ContentType == StreamedFile.Zip)
            response.HttpContext.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
        var exports = response.HttpContext.RequestServices.GetRequiredService<RecordExport>();
        return Results.Stream(
            async to =>
            {
                await exports.RunAsync(file.Name, file.About);
                await file.WriteAsync(to, response.HttpContext.RequestAborted);
            },
            file.ContentType,
            file.Name);
    }

    /// <summary>A ZIP, sent while it is written; 404 when there is nothing to hand out, 400 with the sentence when it is too much.</summary>
    public static IResult HandOut(Result<StreamedFile>? zip, HttpResponse response)
    {
        if (zip is not { } asked)
            return Results.NotFound();
        if (asked.Value is not { } file)
            return Results.Text(string.Join(' ', asked.Problems.Select(problem => problem.Message)), statusCode: StatusCodes.Status400BadRequest);
        return HandOut(file, response);
    }

    /// <summary>A format that the route has let in.</summary>
    public static SheetFormat Format(string name) => Enum.Parse<SheetFormat>(name, ignoreCase: true);
}
