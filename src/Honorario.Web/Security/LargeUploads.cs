using System.Net.Mime;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Honorario.Web.Security;

/// <summary>
/// A patient's upload that is larger than anything the portal takes is read to its end: a browser sends all of it before it looks at the answer, and
/// would show a lost connection in the place of the sentence. What was typed is kept, of a file only its size, so that the page says at the field
/// that it is too large.
/// </summary>
internal static class LargeUploads
{
    /// <summary>Up to so many bytes a form is read with its files.</summary>
    public const int Read = 64 * 1024 * 1024;

    /// <summary>No more than so many bytes are thrown away for anybody.</summary>
    private const long ThrownAway = 2L * 1024 * 1024 * 1024;

    private const int LongestField = 64 * 1024;
    private const int MostParts = 100;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    public static void UseLargeUploads(this WebApplication app) => app.UseWhen(
        context => context.Request.ContentLength > Read && context.Request.Path.StartsWithSegments("/p", StringComparison.Ordinal),
        large => large.Use(WithoutFilesAsync));

    private static async Task WithoutFilesAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = ThrownAway;
        if (await SizesAsync(context) is { } sizes)
        {
            context.Features.Set<IFormFeature>(new FormFeature(sizes));
            await next(context);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
        context.Response.ContentType = $"{MediaTypeNames.Text.Plain}; charset=utf-8";
        await context.Response.WriteAsync(
            "El archivo pesa demasiado: regresa y carga el PDF de tu Constancia como lo da el portal del SAT.", context.RequestAborted);
    }

    /// <returns>What was typed, and of each file its name and size; null for what is no form, or was cut, or is larger still.</returns>
    private static async Task<FormCollection?> SizesAsync(HttpContext context)
    {
        if (context.Request.ContentLength > ThrownAway || !MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type)
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 } boundary)
            return null;
        using var late = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        late.CancelAfter(Longest);
        try
        {
            return await SizesAsync(new MultipartReader(boundary, context.Request.Body), late.Token);
        }
        catch (Exception cut) when (cut is OperationCanceledException or IOException or InvalidDataException)
        {
            return null;
        }
    }

    private static async Task<FormCollection> SizesAsync(MultipartReader parts, CancellationToken ct)
    {
        var (typed, files) = (new Dictionary<string, StringValues>(StringComparer.OrdinalIgnoreCase), new FormFileCollection());
        for (var count = 0; await parts.ReadNextSectionAsync(ct) is { } part; count++)
        {
            if (count == MostParts || part.GetContentDispositionHeader() is not { } said)
                throw new IOException("No form of ours.");
            var name = HeaderUtilities.RemoveQuotes(said.Name).ToString();
            if (said.IsFileDisposition())
                files.Add(new FormFile(Stream.Null, 0, await SizeAsync(part.Body, ct), name, HeaderUtilities.RemoveQuotes(said.FileName).ToString()));
            else
                typed[name] = StringValues.Concat(typed.GetValueOrDefault(name), await TypedAsync(part.Body, ct));
        }

        return new FormCollection(typed, files);
    }

    private static async Task<long> SizeAsync(Stream file, CancellationToken ct)
    {
        var (size, chunk) = (0L, new byte[LongestField]);
        while (await file.ReadAsync(chunk, ct) is > 0 and var read)
            size += read;
        return size;
    }

    private static async Task<string> TypedAsync(Stream field, CancellationToken ct)
    {
        var typed = new byte[LongestField];
        var length = await field.ReadAtLeastAsync(typed, LongestField, throwOnEndOfStream: false, ct);
        return length < LongestField ? Encoding.UTF8.GetString(typed, 0, length) : throw new IOException("No field of ours.");
    }
}
