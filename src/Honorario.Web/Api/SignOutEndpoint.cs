using Honorario.Billing.Cuentas;
using Honorario.Web.Cuentas;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Honorario.Web.Api;

/// <summary>"Cerrar sesión".</summary>
internal static class SignOutEndpoint
{
    public const string Path = "/cuenta/salir";

    public static void MapSignOut(this WebApplication app) => app.MapPost(Path, async (
        SignInManager<User> signIn, RecordSignIn record, HttpContext context, [FromForm] string salir) =>
    {
        if (await signIn.UserManager.GetUserAsync(context.User) is { } user)
            await record.RunAsync(user, "Salida");
        await signIn.SignOutAsync();
        return Results.LocalRedirect("~/cuenta/entrar");
    });
}
