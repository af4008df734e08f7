using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Web.Security;

/// <summary>Marks a page whose address names one thing of the practice by the route value "Id"; see <see cref="AboutAttribute{T}"/>.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal abstract class AboutAttribute : Attribute
{
    public abstract Task<bool> ExistsAsync(HonorarioDb db, Guid id, CancellationToken ct);
}

/// <summary>The page is about a <typeparamref name="T"/>: where this practice has none of that id, the answer is 404.</summary>
internal sealed class AboutAttribute<T> : AboutAttribute
    where T : class, IOwned
{
    public override Task<bool> ExistsAsync(HonorarioDb db, Guid id, CancellationToken ct) =>
        db.Set<T>().AnyAsync(row => EF.Property<Guid>(row, "Id") == id, ct);
}

/// <summary>The page is about a stamped document, by the id of what it documents.</summary>
internal sealed class AboutDocumentAttribute : AboutAttribute
{
    public override Task<bool> ExistsAsync(HonorarioDb db, Guid id, CancellationToken ct) =>
        db.SealedCfdis().AnyAsync(row => row.SubjectId == id && row.State == PacState.Stamped, ct);
}

/// <summary>The page is about a person who works in this practice.</summary>
internal sealed class AboutPersonAttribute : AboutAttribute
{
    public override Task<bool> ExistsAsync(HonorarioDb db, Guid id, CancellationToken ct) =>
        db.Users.AnyAsync(row => row.Id == id && row.PracticeId == db.Actor.PracticeId, ct);
}

internal static class OwnPagesOnly
{
    public static void UseOwnPagesOnly(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<AboutAttribute>() is { } about
            && Guid.TryParse(context.GetRouteValue("Id")?.ToString(), out var id))
        {
            await using var db = context.RequestServices.GetRequiredService<HonorarioStorage>().Open(Right.Enter);
            if (!await about.ExistsAsync(db, id, context.RequestAborted))
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }
        }

        await next(context);
    });
}
