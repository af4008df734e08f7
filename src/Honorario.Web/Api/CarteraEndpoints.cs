using System.Globalization;
using Honorario.Billing.Cartera;
using Honorario.Billing.Storage;
using Honorario.Web.Components.Shared;
using static Honorario.Web.Api.FileAnswer;

namespace Honorario.Web.Api;

/// <summary>What is owed as tables, and a month's package for the accountant, for who owns them.</summary>
internal static class CarteraEndpoints
{
    public static void MapCartera(this IEndpointRouteBuilder app)
    {
        var cartera = app.MapGroup("/api/cartera");
        cartera.MapGet(
            "/antiguedad",
            (
                string? formato,
                string? desde,
                string? emisor,
                string? aseguradora,
                string? antiguedad,
                string? orden,
                Ageing ageing,
                HttpResponse response
            ) =>
                HandOut(
                    ageing.Export(
                        new AgeingFilter(
                            Query.Enum<AgeFrom>(desde) ?? AgeFrom.Factura,
                            Query.Id(emisor),
                            Query.Id(aseguradora),
                            Query.Enum<AgeBand>(antiguedad),
                            Order: Query.Order<OwedColumn>(orden)),
                        Format(formato)),
                    response));
        cartera.MapGet(
            "/estado-de-cuenta",
            (
                string? formato,
                string? aseguradora,
                string? emisor,
                string? desde,
                string? hasta,
                InsurerStatement statement,
                HttpResponse response
            ) =>
                Query.Id(aseguradora) is { } insurer && Query.Date(desde) is { } from && Query.Date(hasta) is { } to
                    ? HandOut(
                        statement.Export(new StatementFilter(insurer, Query.Id(emisor), from, to), Format(formato)),
                        response)
                    : Results.NotFound());
        cartera.MapGet(
            "/isr",
            (string? formato, int anio, string? emisor, WithheldIsr isr, HttpResponse response) =>
                anio is >= 2000 and < 9999
                    ? HandOut(isr.Export(anio, Query.Id(emisor), Format(formato)), response)
                    : Results.NotFound());
        cartera.MapGet(
            "/retenciones",
            (string? formato, int anio, string? emisor, WithheldIsr isr, HttpResponse response) =>
                anio is >= 2000 and < 9999
                    ? HandOut(isr.ExportYear(anio, Query.Id(emisor), Format(formato)), response)
                    : Results.NotFound());
        cartera.MapGet(
            "/diot",
            async (string? formato, int anio, int? mes, string? emisor, string? rfc, WithheldIsr isr, HttpResponse response, CancellationToken ct) =>
            {
                if (anio is not (>= 2000 and < 9999))
                    return Results.NotFound();
                if (formato != "txt")
                    return HandOut(isr.ExportDiot(anio, Query.Id(emisor), Format(formato)), response);
                return mes is >= 1 and <= 12 && await isr.DiotTextAsync(anio, mes.Value, Query.Id(emisor), rfc ?? "", ct) is { } lines
                    ? Results.File(lines, "text/plain; charset=utf-8", $"diot-{rfc}-{anio}-{mes:00}.txt")
                    : Results.NotFound();
            });
        cartera.MapGet(
            "/pagos-sin-complemento",
            (string? formato, string? emisor, Unmatched unmatched, HttpResponse response) =>
                HandOut(unmatched.ExportPayments(Query.Id(emisor), Format(formato)), response));
        cartera.MapGet(
            "/complementos-sin-pago",
            (string? formato, string? emisor, Unmatched unmatched, HttpResponse response) =>
                HandOut(unmatched.ExportComplements(Query.Id(emisor), Format(formato)), response));
        cartera.MapGet("/paquete", PackageAsync);
    }

    private static async Task<IResult> PackageAsync(string? mes, string? emisor, MonthPackage package, HttpResponse response, CancellationToken ct)
    {
        if (!DateOnly.TryParseExact(mes, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)
            || await package.RunAsync(month, Query.Id(emisor), ct) is not { } file)
            return Results.NotFound();
        return HandOut(file, response);
    }

    private static SheetFormat Format(string? name) => name == "csv" ? SheetFormat.Csv : SheetFormat.Xlsx;
}
