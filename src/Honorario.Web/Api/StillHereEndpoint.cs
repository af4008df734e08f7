namespace Honorario.Web.Api;

/// <summary>The page tells, at most once a minute, that its person works on it; without that an unused session ends.</summary>
internal static class StillHereEndpoint
{
    public static void MapStillHere(this WebApplication app) => app.MapPost("/api/sesion/en-uso", () => Results.NoContent()).DisableAntiforgery();
}
