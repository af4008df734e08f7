using Honorario.Billing.Cartera;
using Honorario.Billing.ComplementosPago;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Inicio;
using Honorario.Billing.Pacientes;
using Honorario.Billing.Vinculacion;
using Honorario.Catalogos;
using Honorario.Cfdi.Amounts;
using Honorario.Web.Components.Shared;
using static Honorario.Web.Api.FileAnswer;
using static Honorario.Web.Api.V1.ApiAnswers;

namespace Honorario.Web.Api.V1;

/// <summary>What is owed by insurer and age, in pesos.</summary>
internal sealed record AgeingDoc(IReadOnlyList<AgeingRow> Insurers, decimal Owed);

/// <summary>What happened between the practice and an insurer, in pesos; a page of it.</summary>
internal sealed record StatementDoc(
    IReadOnlyList<StatementLine> Data, int Count, string? Next, decimal Opening, decimal Charges, decimal Credits, decimal Closing);

/// <summary>Pesos: to bill by the service's day, the rest by the invoice's.</summary>
internal sealed record FiguresDoc(
    FlowDoc All, int ServicesToBill, IReadOnlyList<NamedFlowDoc> ByInsurer, IReadOnlyList<MonthFlowDoc> ByMonth, IReadOnlyList<OwedByAge> Owed)
{
    public static FiguresDoc Of(FinanceFigures row) => new(
        FlowDoc.Of(row.All), row.ServicesToBill, [.. row.ByInsurer.Select(one => new NamedFlowDoc(one.Insurer, FlowDoc.Of(one.Flow)))],
        [.. row.ByMonth.Select(one => new MonthFlowDoc(one.Month, FlowDoc.Of(one.Flow)))], row.Owed);
}

internal sealed record FlowDoc(decimal ToBill, decimal Billed, decimal Accepted, decimal Paid, decimal Owed)
{
    public static FlowDoc Of(Flow row) => new(row.ToBill, row.Billed, row.Accepted, row.Paid, row.Owed);
}

internal sealed record NamedFlowDoc(string Insurer, FlowDoc Flow);

internal sealed record MonthFlowDoc(DateOnly Month, FlowDoc Flow);

internal sealed record CptDoc(string Code, string Description, LinkDoc? Link)
{
    public static CptDoc Of(CptRow row) => new(
        row.Code, row.Description,
        row.Link is { } link ? new LinkDoc(link.ClaveProdServ, link.ClaveUnidad, link.Descripcion, link.Iva, link.IvaIncluido) : null);
}

/// <summary>What a CPT-4 code is billed with; Iva and IvaIncluido are null for what the emisor says of its prices.</summary>
internal sealed record LinkDoc(string ClaveProdServ, string ClaveUnidad, string Descripcion, IvaTreatment? Iva = null, bool? IvaIncluido = null)
{
    public LinkTarget ToTarget() => new(ClaveProdServ, ClaveUnidad, Descripcion, Iva, IvaIncluido);
}

internal sealed record LinkRequest(IReadOnlyList<string> Codes, LinkDoc Target);

internal sealed record CountDone(int Count);

internal sealed record SatEntryDoc(string Code, string Text, DateOnly? From, DateOnly? To);

/// <summary>Reports, exports and catalogues.</summary>
internal static class ReportOperations
{
    private static readonly string[] Sheets = ["text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"];

    public static void MapReports(this IEndpointRouteBuilder api)
    {
        api.Op("GET", "/reports/ageing", Right.SeeMoney, "getAgeing", "What insurers owe, by age",
            async (Guid? emisorId, Guid? insurerId, Ageing ageing, CancellationToken ct) =>
            {
                var found = await ageing.RunAsync(new AgeingFilter(EmisorId: emisorId, InsurerId: insurerId), ct);
                return Results.Json(new AgeingDoc(found.Insurers, found.Owed), ApiJson.Options);
            }).Gives<AgeingDoc>();
        api.Op("GET", "/reports/statement", Right.SeeMoney, "getStatement", "An insurer's account with its running balance",
            async (Guid insurerId, Guid? emisorId, DateOnly from, DateOnly to, string? cursor, InsurerStatement statement, CancellationToken ct) =>
            {
                var at = Numbered(cursor);
                var found = await statement.RunAsync(new StatementFilter(insurerId, emisorId, from, to, at), ct);
                var next = NextOf(at, InsurerStatement.PageSize, found.Page.Count);
                return Results.Json(
                    new StatementDoc(found.Page.Rows, found.Page.Count, next, found.Opening, found.Charges, found.Credits, found.Closing), ApiJson.Options);
            }).Gives<StatementDoc>();
        api.Op("GET", "/reports/figures", Right.SeeMoney, "getFigures", "From the service to the bank: to bill, billed, accepted, paid",
            async (DateOnly from, DateOnly to, SummariseFinance summarise, MexicanToday today, CancellationToken ct) =>
                from <= to && from.Year >= 2000 && to.DayNumber - from.DayNumber <= 3_700
                    ? Results.Json(FiguresDoc.Of(await summarise.RunAsync(from, to, today.Date, ct)), ApiJson.Options)
                    : throw new ApiException(400, "from", "Elige un periodo de hasta diez años.", "Choose a period of ten years at most."))
            .Gives<FiguresDoc>();
        api.Op("GET", "/reports/withheld-isr", Right.SeeMoney, "getWithheldIsr", "ISR that insurers withheld, by month",
            async (int year, Guid? emisorId, WithheldIsr withheld, CancellationToken ct) =>
            {
                if (year is < 2000 or > 2100)
                    throw new ApiException(400, "year", "Escribe un año de cuatro cifras.", "The year has four digits.");
                var rows = await withheld.RunAsync(year, emisorId, ct);
                return List(rows, row => row);
            }).Gives<Listed<WithheldRow>>();
        api.Op("GET", "/reports/payments-without-complement", Right.SeeMoney, "listPaymentsWithoutComplement", "Payments that need their complement",
            async (Guid? emisorId, string? cursor, Unmatched unmatched, CancellationToken ct) =>
                List(await unmatched.PaymentsAsync(emisorId, Place.After(cursor), ct), row => row))
            .Gives<Listed<PaymentWithout>>();
        api.Op("GET", "/reports/month-package", Right.Export, "getMonthPackage", "The accountant's ZIP of a month: XML, PDF, receipts, summary",
            async (DateOnly month, Guid? emisorId, MonthPackage package, HttpResponse response, CancellationToken ct) =>
                HandOut(await package.RunAsync(new DateOnly(month.Year, month.Month, 1), emisorId, ct), response))
            .GivesFile("application/zip").Produces<ApiProblem>(404, ApiProblems.ContentType);
        MapExports(api);
    }

    public static void MapCatalogs(this IEndpointRouteBuilder api)
    {
        api.Op("GET", "/catalogs/cpt", Right.SeeSettings, "searchCpt", "CPT-4 codes by code or words, with what they are billed with",
            async (string? text, bool? unlinked, SearchCpt search, CancellationToken ct) =>
            {
                var rows = await search.RunAsync(text ?? "", unlinked == true, ct);
                return List(rows, CptDoc.Of);
            }).Gives<Listed<CptDoc>>();
        api.Op("GET", "/catalogs/sat/{catalog:regex(^c_[A-Za-z]+$)}", Right.SeeSettings, "searchSat", "A catalogue of SAT by code or words, twenty at most",
            (string catalog, string? text, CatalogStore store) =>
            {
                if (!store.Counts().ContainsKey(catalog))
                    throw Nothing();
                var rows = store.Search(catalog, text ?? "");
                return List(rows, row => new SatEntryDoc(row.Code, row.Text, row.From, row.To));
            }).Gives<Listed<SatEntryDoc>>();
        api.Op("POST", "/cpt-links", Right.AgreePrices, "linkCodes", "CPT-4 codes are billed with this SAT key from here on",
            async (Body<LinkRequest> body, LinkCodes link, CancellationToken ct) =>
                Results.Json(new CountDone(Value(await link.RunAsync(body.Value.Codes, body.Value.Target.ToTarget(), ct))), ApiJson.Options))
            .Gives<CountDone>();
    }

    private static void MapExports(IEndpointRouteBuilder api)
    {
        const string End = ".{format:regex(^(csv|xlsx)$)}";
        api.Op("GET", $"/exports/invoices{End}", Right.Export, "exportInvoices", "Invoices as a table",
            (string format, string? text, string? status, Guid? insurerId, DateOnly? from, DateOnly? to, ExportInvoices export, HttpResponse response) =>
                HandOut(export.Run(new InvoiceFilter(text, StatusSlugs.Read(status), 0, insurerId, from, to), Format(format)), response)).GivesFile(Sheets);
        api.Op("GET", $"/exports/services{End}", Right.Export, "exportServices", "Services of a period as a table",
            (string format, DateOnly? from, DateOnly? to, Guid? insurerId, ExportServices export, MexicanToday today, HttpResponse response) =>
                HandOut(
                    export.Run(new ServicePeriod(from ?? (to ?? today.Date).AddDays(-30), to ?? today.Date, insurerId), null, Format(format)), response))
            .GivesFile(Sheets);
        api.Op("GET", $"/exports/payments{End}", Right.Export, "exportPayments", "Payments as a table",
            (string format, DateOnly? from, DateOnly? to, Guid? insurerId, ListPayments list, HttpResponse response) =>
                HandOut(list.Export(new PaymentFilter(null, insurerId, from, to), Format(format)), response)).GivesFile(Sheets);
        api.Op("GET", $"/exports/patients{End}", Right.Export, "exportPatients", "Patients as a table",
            (string format, ListPatients list, HttpResponse response) => HandOut(list.Export(new PatientFilter(), null, Format(format)), response))
            .GivesFile(Sheets);
    }
}
