using System.Globalization;
using Honorario.Web;

CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("es-MX");
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentCulture;

var builder = WebApplication.CreateBuilder(args);
builder.AddHonorario();
var app = builder.Build();
await app.PrepareAsync();
app.UseHonorario();
await app.RunAsync();
