using Honorario.Archivos;
using Honorario.Archivos.Lectura;
using Honorario.Archivos.Tablas;
using Honorario.Billing.Auditoria;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Honorario.Escritura;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Facturacion;

/// <summary>Pesos for a dollar as published on a day, out of a file that a person loaded.</summary>
public sealed class ExchangeRate : IOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PracticeId { get; set; }

    /// <summary>When the Diario Oficial de la Federación published it.</summary>
    public required DateOnly PublishedOn { get; init; }

    /// <summary>Up to six decimals.</summary>
    public required decimal Rate { get; set; }
}

/// <summary>What is proposed for an invoice in dollars.</summary>
/// <param name="Rate">Pesos for a dollar.</param>
/// <param name="PublishedOn">Of an official one, when it was published; null of one that a person typed for another invoice of that day.</param>
public sealed record ProposedRate(decimal Rate, DateOnly? PublishedOn);

/// <summary>The official exchange rates that a practice loaded, and which of them counts on a day.</summary>
/// <remarks>
/// Source: CFF art. 20 párrafo 3: the rate that the Banco de México published in the DOF on the day before; where it published none, the last one
/// before that.
/// </remarks>
public sealed class ExchangeRates(HonorarioStorage storage, IArchivos archivos, TimeProvider clock)
{
    /// <summary>One that is older than this was loaded long ago: it says nothing of the day.</summary>
    private const int MostDaysOld = 10;

    private const int MostRows = 20_000;
    private const int MostTold = 3;
    private const string Day = "Fecha";

    /// <summary>How the column is called in files of the Banco de México and in those that people write.</summary>
    private static readonly string[] RateColumns = ["Tipo de cambio", "SF60653", "SF43718", "Para pagos", "Publicación DOF", "Valor", "Dólar", "USD"];

    /// <summary>The official rate that counts on a day if it was loaded; else what a person typed for another invoice of that day; null for neither.</summary>
    public async Task<ProposedRate?> ProposeAsync(DateOnly day, CancellationToken ct)
    {
        await using var db = storage.Open(Right.Bill);
        var oldest = day.AddDays(-MostDaysOld);
        var official = await db.ExchangeRates().Where(row => row.PublishedOn < day && row.PublishedOn >= oldest).OrderByDescending(row => row.PublishedOn)
            .Select(row => new ProposedRate(row.Rate, row.PublishedOn)).FirstOrDefaultAsync(ct);
        if (official is not null)
            return official;
        var typed = await db.Invoices().Where(row => row.IssueDate == day && row.TipoCambio != null).OrderByDescending(row => row.CreatedAt)
            .Select(row => row.TipoCambio).FirstOrDefaultAsync(ct);
        return typed is { } rate ? new ProposedRate(rate, null) : null;
    }

    /// <summary>Takes the rates of a file: a row a day, with Fecha and the rate. Days that were there already are written over.</summary>
    /// <returns>How many are new or another than before.</returns>
    public async Task<Result<int>> LoadAsync(string fileName, byte[] content, CancellationToken ct)
    {
        var book = await archivos.BookAsync(new BroughtFile(fileName, content), MostRows, ct);
        if (!book.Ok)
            return new Problem(FieldNames.File, book.Refusal);
        foreach (var column in RateColumns)
        {
            if (Table.Find(book.Value!, MostRows, [Day, column], [Day, column]) is { Ok: true, Value: { } table })
                return await KeepAsync(table, column, ct);
        }

        return new Problem(FieldNames.File, "Una fila del archivo debe nombrar las columnas Fecha (de publicación en el DOF) y Tipo de cambio.");
    }

    private async Task<Result<int>> KeepAsync(Table table, string column, CancellationToken ct)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var (read, wrong) = (new Dictionary<DateOnly, decimal>(), new List<string>());
        var days = table.Days(Day);
        foreach (var line in table.Lines)
        {
            var written = table.Text(line, column);
            if (written.Length == 0 || SearchText.Of(written).StartsWith('N'))
                continue;
            var (day, rate) = (days.Read(table.Cell(line, Day)).Value, TypedRate.Read(written));
            if (day is not { } at || DateOnly.FromDateTime(at) is var on && on > today.AddDays(1) || !rate.Ok || !ChoosePayment.IsRate(rate.Value))
                wrong.Add($"fila {line}: «{table.Text(line, Day)}», «{written}»");
            else
                read[on] = rate.Value;
        }

        if (wrong.Count > 0)
            return new Problem(FieldNames.File,
                $"No se entiende la fecha o el tipo de cambio en {string.Join("; ", wrong.Take(MostTold))}"
                + $"{(wrong.Count > MostTold ? $" y {wrong.Count - MostTold} más" : "")}. "
                + "Escribe la fecha como 28/11/2026 y los pesos por dólar como 18.2034.");
        if (read.Count == 0)
            return new Problem(FieldNames.File, "El archivo no trae ningún tipo de cambio.");

        await using var db = storage.Open(Right.Bill);
        var (first, last) = (read.Keys.Min(), read.Keys.Max());
        var known = await db.ExchangeRates().Where(row => row.PublishedOn >= first && row.PublishedOn <= last).ToDictionaryAsync(row => row.PublishedOn, ct);
        var changed = 0;
        foreach (var (day, rate) in read)
        {
            if (!known.TryGetValue(day, out var row))
                db.ExchangeRates().Add(new ExchangeRate { PublishedOn = day, Rate = rate });
            else if (row.Rate == rate)
                continue;
            else
                row.Rate = rate;
            changed++;
        }

        db.Record(Guid.Empty, clock.GetUtcNow().UtcDateTime, "Tipos de cambio cargados", $"{read.Count}, del {first:dd/MM/yyyy} al {last:dd/MM/yyyy}");
        try
        {
            await db.SaveChangesAsync(ct);
            return changed;
        }
        catch (DbUpdateException refused) when (refused is DbUpdateConcurrencyException || refused.IsUniqueViolation())
        {
            return new Problem(FieldNames.File, "Alguien cargó tipos de cambio al mismo tiempo. Carga el archivo otra vez.");
        }
    }
}
