using System.Net.Mime;
using Microsoft.AspNetCore.Http.Features;

namespace Honorario.Web.Security;

/// <summary>
/// A patient's upload that is larger than anything the portal takes is read to its end and thrown away: a browser sends all of it before it looks at
/// the answer, and would show a lost connection in the place of the sentence.
/// </summary>
internal static class LargeUploads
{
    /// <summary>Up to so many bytes a form is read, so that nothing typed is lost and its own page says that the file is too large.</summary>
    public const int Read = 64 * 1024 * 1024;

    /// <summary>No more than so many bytes are thrown away for anybody.</summary>
    private const long ThrownAway = 2L * 1024 * 1024 * 1024;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    public static void UseLargeUploads(this WebApplication app) => app.UseWhen(
        context => context.Request.ContentLength > Read && context.Request.Path.StartsWithSegments("/p", StringComparison.Ordinal),
        large => large.Run(AnswerAsync));

    private static async Task AnswerAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = ThrownAway;
        using var late = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        late.CancelAfter(Longest);
        try
        {
            if (context.Request.ContentLength <= ThrownAway)
                await context.Request.Body.CopyToAsync(Stream.Null, late.Token);
        }
        catch (Exception cut) when (cut is OperationCanceledException or IOException or BadHttpRequestException)
        {
            // It is answered whatever came of it.
        }

        context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
        context.Response.ContentType = $"{MediaTypeNames.Text.Plain}; charset=utf-8";
        await context.Response.WriteAsync(
            $"El archivo pesa más de {Read / 1024 / 1024} MB: regresa y carga el PDF de tu Constancia como lo da el portal del SAT.", context.RequestAborted);
    }
}
