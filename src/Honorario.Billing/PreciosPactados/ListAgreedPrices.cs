using Honorario.Billing.Cuentas;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.PreciosPactados;

/// <summary>What the list of agreed prices can be ordered by.</summary>
public enum AgreedPriceColumn
{
    Aseguradora,
    Codigo,
    Desde,
    Monto,
}

/// <summary>Which of them.</summary>
/// <param name="InsurerId">Only of this insurer.</param>
/// <param name="Text">The beginning of a code or part of a plan; "" for all.</param>
public sealed record AgreedPriceFilter(Guid? InsurerId = null, string Text = "");

/// <summary>A price as listed.</summary>
public sealed record AgreedPriceRow(AgreedPrice Price, string Insurer);

/// <summary>"Precios pactados": by insurer and code unless told otherwise, of one code the latest agreement first.</summary>
public sealed class ListAgreedPrices(HonorarioStorage storage)
{
    public const int PageSize = 25;

    public async Task<Page<AgreedPriceRow>> RunAsync(AgreedPriceFilter filter, Place page, Order<AgreedPriceColumn>? order, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeSettings);
        var (rows, next) = await Listed(db, filter, order).AtAsync(page, PageSize, ct);
        return new Page<AgreedPriceRow>(rows, await Found(db, filter).CountAsync(ct)) { Next = next };
    }

    /// <summary>One of them.</summary>
    /// <returns>Null when this account has no such price.</returns>
    public async Task<AgreedPrice?> FindAsync(Guid id, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeSettings);
        return await db.AgreedPrices().AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, ct);
    }

    /// <summary>What was agreed for a service given on a day.</summary>
    /// <returns>Null when nothing was.</returns>
    public async Task<AgreedPrice?> OnAsync(Guid insurerId, string plan, CptText code, DateOnly date, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeSettings);
        return (await PriceBook.ReadAsync(db, [insurerId], [code.Code], ct)).On(insurerId, plan, code, date);
    }

    internal static IQueryable<AgreedPriceRow> Listed(HonorarioDb db, AgreedPriceFilter filter, Order<AgreedPriceColumn>? asked)
    {
        var rows = Found(db, filter).Join(db.Insurers(), row => row.InsurerId, insurer => insurer.Id, (price, insurer) => new { price, insurer });
        var order = asked ?? new Order<AgreedPriceColumn>(AgreedPriceColumn.Aseguradora);
        return (order.By switch
        {
            AgreedPriceColumn.Codigo => order.Sort(rows, row => row.price.Cpt),
            AgreedPriceColumn.Desde => order.Sort(rows, row => row.price.From),
            AgreedPriceColumn.Monto => order.Sort(rows, row => row.price.Price),
            _ => order.Sort(rows, row => row.insurer.Name),
        }).ThenBy(row => row.insurer.Name).ThenBy(row => row.insurer.Id).ThenBy(row => row.price.Cpt).ThenBy(row => row.price.Modifiers)
            .ThenBy(row => row.price.PlanKey).ThenByDescending(row => row.price.From)
            .Select(row => new AgreedPriceRow(row.price, row.insurer.Name));
    }

    private static IQueryable<AgreedPrice> Found(HonorarioDb db, AgreedPriceFilter filter)
    {
        var (text, code) = (SearchText.Of(filter.Text), CptText.Read(filter.Text));
        return db.AgreedPrices().AsNoTracking().Where(row => (filter.InsurerId == null || row.InsurerId == filter.InsurerId)
            && (text == "" || row.PlanKey.Contains(text)
                || (code != null && row.Cpt.StartsWith(code.Code) && (code.Modifiers == "" || row.Modifiers == code.Modifiers))));
    }
}
