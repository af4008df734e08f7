using Honorario.Billing.Aseguradora;
using Honorario.Billing.Copagos;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Honorario.Web.Cuentas;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Web;

/// <summary>
/// <c>portal open</c>: the application, instead of serving, opens the portal to a company that sees every practice and prints the link
/// with which its person chooses a password; <c>portal close</c> and <c>portal reopen</c> shut such a person out and let it in again. It
/// works on the database of the settings, whether the application runs or not.
/// </summary>
internal static class PortalCommand
{
    private const string Usage = """
        Uso: dotnet Honorario.Web.dll portal open --company EMPRESA --rfc RFC --role aseguradora|administradora --name PERSONA --email CORREO
             dotnet Honorario.Web.dll portal close|reopen --email CORREO

          --company   nombre de la empresa que verá las facturas de todos los consultorios
          --rfc       RFC de la aseguradora a la que se dirigen esas facturas
          --role      la aseguradora revisa y paga; su administradora sólo revisa
          --name      la persona que entrará
          --email     su correo, con el que entrará

        Usa los mismos ajustes que la aplicación: --Data, --PublicUrl, ConnectionStrings__Postgres… Otra vez con la misma persona, da otro enlace.
        """;

    /// <returns>The exit code: 0 when the link was printed, 1 when something must be mended, 2 when it was asked wrongly.</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        if (args.Contains("--help"))
        {
            await output.WriteLineAsync(Usage);
            return 0;
        }

        if (args is not ["portal", "open" or "close" or "reopen", ..])
        {
            await error.WriteLineAsync(Usage);
            return 2;
        }

        // Only what was typed: an environment variable may be called NAME.
        var typed = new ConfigurationBuilder().AddCommandLine(args).Build();
        string Option(string name) => typed[name] ?? "";
        var opening = new Opening(Option("company"), Option("rfc"), Option("role"), Option("name"), Option("email"));
        var builder = WebApplication.CreateBuilder(args);
        builder.Logging.ClearProviders();
        if (NoDatabase(builder.Configuration) is { } missing)
        {
            await error.WriteLineAsync(missing);
            return 1;
        }

        builder.AddHonorario();
        await using var app = builder.Build();
        await using var scope = app.Services.CreateAsyncScope();
        if ((await scope.ServiceProvider.GetRequiredService<HonorarioDb>().Database.GetPendingMigrationsAsync()).Any())
        {
            await error.WriteLineAsync("La base de datos no está al día: arranca antes la aplicación con esta versión.");
            return 1;
        }

        if (args[1] != "open")
        {
            var set = await scope.ServiceProvider.GetRequiredService<CompanyPeople>().ByCommandAsync(Option("email"), args[1] == "close");
            foreach (var problem in set.Problems)
                await error.WriteLineAsync($"--{problem.Field.ToLowerInvariant()}: {problem.Message}");
            if (set.Ok)
                await output.WriteLineAsync(set.Value ? "Acceso cerrado: sus sesiones terminaron." : "Acceso abierto.");
            return set.Ok ? 0 : 1;
        }

        var opened = await scope.ServiceProvider.GetRequiredService<OpenPortalCompany>().RunAsync(opening, CancellationToken.None);
        foreach (var problem in opened.Problems)
            await error.WriteLineAsync($"--{problem.Field.ToLowerInvariant()}: {problem.Message}");
        if (opened.Value is not { } person)
            return 1;
        var token = await scope.ServiceProvider.GetRequiredService<UserManager<User>>().GeneratePasswordResetTokenAsync(person);
        await output.WriteLineAsync($"Enlace para {person.DisplayName}, vale por tres días y una sola vez:");
        await output.WriteLineAsync(PasswordLink.Of(scope.ServiceProvider.GetRequiredService<PublicAddress>(), person.Id, token).AbsoluteUri);
        return 0;
    }

    /// <summary>A mistyped folder is not filled with a new database and a new master key.</summary>
    private static string? NoDatabase(ConfigurationManager settings)
    {
        var file = Path.GetFullPath(Path.Combine(settings["Data"] ?? "data", Hosting.DatabaseFile));
        return string.IsNullOrEmpty(settings.GetConnectionString("Postgres")) && !File.Exists(file)
            ? $"No hay una base de datos en {file}: di con --Data dónde está, o arranca antes la aplicación."
            : null;
    }
}
