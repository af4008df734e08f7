using System.Globalization;
using Honorario.Billing.Inicio;
using Honorario.Billing.Storage;
using Honorario.Web;

CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("es-MX");
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentCulture;

if (args is ["portal", ..])
    return await PortalCommand.RunAsync(args, Console.Out, Console.Error);

var newKey = args is ["llave", "nueva", ..];
var where = "data";
try
{
    var builder = WebApplication.CreateBuilder(args);
    where = Path.GetFullPath(builder.Configuration["Data"] ?? "data");
    builder.AddHonorario();
    await using var app = builder.Build();
    if (newKey)
    {
        await app.Services.GetRequiredService<BindMasterKey>().ReplaceAsync(CancellationToken.None);
        await Console.Out.WriteLineAsync(
            "La base de datos quedó con la llave maestra nueva. Inicia la aplicación y carga otra vez los CSD, la contraseña del correo y los webhooks.");
        return 0;
    }

    if (await app.PrepareAsync() is { } obstacle)
    {
        await Console.Error.WriteLineAsync(obstacle);
        return 1;
    }

    app.UseHonorario();
    await RunAsync(app);
    return 0;
}
catch (Exception fault) when (StorageFaults.Sentence(fault, where) is { } sentence)
{
    await Console.Error.WriteLineAsync(sentence);
    return 1;
}

// Being told to stop while it is still starting is no fault.
static async Task RunAsync(WebApplication app)
{
    try
    {
        await app.RunAsync();
    }
    catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
    {
    }
}
