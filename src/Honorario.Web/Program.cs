using System.Globalization;
using Honorario.Web;

CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("es-MX");
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentCulture;

if (args is ["portal", ..])
    return await PortalCommand.RunAsync(args, Console.Out, Console.Error);

var builder = WebApplication.CreateBuilder(args);
builder.AddHonorario();
var app = builder.Build();
if (await app.PrepareAsync() is { } obstacle)
{
    await Console.Error.WriteLineAsync(obstacle);
    return 1;
}

app.UseHonorario();
await app.RunAsync();
return 0;
