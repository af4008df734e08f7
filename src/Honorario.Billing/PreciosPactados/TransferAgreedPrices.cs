using Honorario.Archivos;
using Honorario.Archivos.Tablas;
using Honorario.Billing.Auditoria;
using Honorario.Billing.Cuentas;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.PreciosPactados;

/// <summary>What a row of an insurer's list would do.</summary>
public enum PriceChange
{
    Nuevo,
    Cambia,
    Igual,
    Error,
}

/// <summary>A row of a list of prices: its line, what it says and what it would do.</summary>
/// <param name="Line">Of the file.</param>
/// <param name="Insurer">As the file calls it.</param>
/// <param name="Form">What it says.</param>
/// <param name="Was">The price that it changes, in pesos.</param>
/// <param name="Change">What it would do.</param>
/// <param name="Problems">What must be mended.</param>
public sealed record PriceImportRow(int Line, string Insurer, AgreedPriceForm Form, decimal? Was, PriceChange Change, IReadOnlyList<Problem> Problems);

/// <summary>
/// An insurer's price list (tabulador) in and out as a spreadsheet: Aseguradora, Plan, CPT4, Desde, Monto, Copago. A file is first shown as what it
/// would change, then applied; what it does not name stays, and so does a copay that it leaves empty.
/// </summary>
public sealed class TransferAgreedPrices(HonorarioStorage storage, IArchivos archivos, TimeProvider clock)
{
    private const int MostRows = 20_000;
    private static readonly string[] Columns = ["Aseguradora", "Plan", "CPT4", "Desde", "Monto", "Copago"];

    private static readonly SheetColumn<AgreedPriceRow>[] Exported =
    [
        new(Columns[0], row => row.Insurer),
        new(Columns[1], row => row.Price.Plan),
        new(Columns[2], row => row.Price.Code),
        new(Columns[3], row => row.Price.From),
        new(Columns[4], row => row.Price.Price),
        new(Columns[5], row => row.Price.Copay),
    ];

    /// <summary>The whole filter, as <see cref="PreviewAsync"/> takes it back.</summary>
    public StreamedFile Export(AgreedPriceFilter filter, SheetFormat format) =>
        SheetExport.Of("precios-pactados", format, Exported, storage, Right.SeeSettings, db => ListAgreedPrices.Listed(db, filter, null));

    /// <summary>What a CSV or XLSX file would change, every row of it; nothing is stored.</summary>
    public async Task<Result<IReadOnlyList<PriceImportRow>>> PreviewAsync(string fileName, byte[] content, CancellationToken ct)
    {
        var read = await archivos.TableAsync(fileName, content, MostRows, ["Aseguradora", "CPT4", "Desde", "Monto"], Columns, ct);
        if (read.Value is not { } sheet)
            return read.Problems.ToList();
        await using var db = storage.Open(Right.SeeSettings);
        var insurers = await InsurerNames.ReadAsync(db, ct);
        var (days, prices, copays) = (sheet.Days("Desde"), sheet.Amounts("Monto"), sheet.Amounts("Copago"));
        var known = (await db.AgreedPrices().AsNoTracking().ToListAsync(ct)).ToDictionary(Key);
        var lines = new Dictionary<(Guid, string, string, string, DateOnly), int>();
        return sheet.Lines.Select(line =>
        {
            var (form, problems) = Read(sheet, line, days, prices, copays, insurers);
            if (sheet.Damage(line) is { } damage)
                problems.Add(new Problem("", damage));
            if (problems.Count == 0 && !lines.TryAdd(Key(form.ToRow()), line))
                problems.Add(new Problem("", $"Ese precio se repite en el archivo: también está en la fila {lines[Key(form.ToRow())]}."));
            var was = problems.Count > 0 ? null : known.GetValueOrDefault(Key(form.ToRow()));
            form = form with { Copay = form.Copay ?? was?.Copay };
            var change = problems.Count > 0 ? PriceChange.Error
                : was is null ? PriceChange.Nuevo
                : (was.Price, was.Copay) == (form.Price, form.Copay) ? PriceChange.Igual : PriceChange.Cambia;
            return new PriceImportRow(line, sheet.Text(line, "Aseguradora"), form, was?.Price, change, problems);
        }).ToList();
    }

    /// <summary>Stores what a preview showed, bad rows left out, in one transaction.</summary>
    /// <returns>How many prices are new or changed.</returns>
    public async Task<Result<int>> ApplyAsync(IReadOnlyList<PriceImportRow> rows, CancellationToken ct)
    {
        await using var db = storage.Open(Right.AgreePrices);
        var known = (await db.AgreedPrices().ToListAsync(ct)).ToDictionary(Key);
        var changed = rows.Where(row => row.Change is PriceChange.Nuevo or PriceChange.Cambia).Select(row => row.Form.ToRow()).ToList();
        foreach (var wanted in changed)
        {
            if (known.TryGetValue(Key(wanted), out var price))
                (price.Price, price.Copay) = (wanted.Price, wanted.Copay);
            else
                db.AgreedPrices().Add(wanted);
        }

        foreach (var insurer in changed.GroupBy(row => row.InsurerId))
            db.Record(insurer.Key, clock.GetUtcNow().UtcDateTime, "Precios pactados importados", string.Join("; ", insurer.Take(20).Select(AgreePrice.Words))
                + (insurer.Count() > 20 ? $"; y {insurer.Count() - 20} más" : ""));
        try
        {
            await db.SaveChangesAsync(ct);
            return changed.Count;
        }
        catch (DbUpdateException refused) when (refused is DbUpdateConcurrencyException || refused.IsUniqueViolation())
        {
            return new Problem(FieldNames.File, "Los precios cambiaron mientras revisabas el archivo. Cárgalo otra vez.");
        }
    }

    private static (Guid Insurer, string Plan, string Cpt, string Modifiers, DateOnly From) Key(AgreedPrice row) =>
        (row.InsurerId, row.PlanKey, row.Cpt, row.Modifiers, row.From);

    private static (AgreedPriceForm Form, List<Problem> Problems) Read(
        Table sheet, int line, DayColumn days, AmountColumn prices, AmountColumn copays, IReadOnlyDictionary<string, Guid> insurers)
    {
        var unread = new List<Problem>();
        string Said(string column) => sheet.Text(line, column);
        T? Of<T>(string column, string field, Func<Cell, CellReading<T>> read)
            where T : struct
        {
            var reading = sheet.Cell(line, column) is { IsEmpty: false } written ? read(written) : default;
            if (reading.Why is { } why)
                unread.Add(new Problem(field, $"{column}: {why}"));
            return reading.Value;
        }

        var insurer = insurers.TryGetValue(SearchText.Of(Said("Aseguradora")), out var id) ? id : (Guid?)null;
        if (insurer is null)
            unread.Add(new Problem(
                nameof(AgreedPriceForm.InsurerId), $"La aseguradora «{Said("Aseguradora")}» no está en tu lista: dala de alta con ese nombre."));
        var form = new AgreedPriceForm(
            insurer, Said("Plan"), Said("CPT4"), Of("Desde", nameof(AgreedPriceForm.From), days.Read) is { } from ? DateOnly.FromDateTime(from) : null,
            Of("Monto", nameof(AgreedPriceForm.Price), prices.Read), Of("Copago", nameof(AgreedPriceForm.Copay), copays.Read));
        var said = unread.Select(problem => problem.Field).ToHashSet();
        return (form, [.. unread, .. form.Check().Where(problem => !said.Contains(problem.Field))]);
    }
}
