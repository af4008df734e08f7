using System.Runtime.CompilerServices;
using Honorario.Archivos;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Honorario.Cfdi.Amounts;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Vinculacion;

/// <summary>What a row of an imported file would do.</summary>
public enum LinkChange
{
    Nueva,
    Cambia,
    Igual,
    Error,
}

/// <summary>A row of an imported file: its line, what it says and what it would do.</summary>
public sealed record LinkImportRow(int Line, string Cpt, string CptDescription, LinkTarget Target, LinkChange Change, IReadOnlyList<Problem> Problems);

/// <summary>
/// Links in and out as a spreadsheet: CPT4, DescripcionCPT4, ClaveProdServ, ClaveUnidad, Descripcion, IVA, IVA incluido. A file is first
/// shown as what it would change, then applied.
/// </summary>
public sealed class TransferLinks(HonorarioStorage storage, LinkCodes link, IArchivos archivos)
{
    private const int MostRows = 20_000;
    private static readonly string[] Columns = ["CPT4", "DescripcionCPT4", "ClaveProdServ", "ClaveUnidad", "Descripcion", "IVA", "IVA incluido"];

    private static readonly SheetColumn<(CptLink Link, string Description)>[] Exported =
    [
        new(Columns[0], row => row.Link.Cpt),
        new(Columns[1], row => row.Description),
        new(Columns[2], row => row.Link.ClaveProdServ),
        new(Columns[3], row => row.Link.ClaveUnidad),
        new(Columns[4], row => row.Link.Descripcion),
        new(Columns[5], row => row.Link.Iva?.ToString()),
        new(Columns[6], row => row.Link.IvaIncluido switch { true => "Sí", false => "No", _ => null }),
    ];

    /// <summary>All links, as <see cref="PreviewAsync"/> takes them back.</summary>
    public StreamedFile Export(SheetFormat format) 
    {
        storage.Demand(Right.Export);
        return SheetExport.Of("vinculaciones", format, Exported, LinksAsync());
    }

    /// <summary>What a CSV or XLSX file would change, every row of it; nothing is stored.</summary>
    public async Task<Result<IReadOnlyList<LinkImportRow>>> PreviewAsync(string fileName, byte[] content, CancellationToken ct)
    {
        var read = await archivos.TableAsync(fileName, content, MostRows, ["CPT4", "ClaveProdServ"], Columns, ct);
        if (read.Value is not { } sheet)
            return read.Problems.ToList();

        await using var db = storage.Open(Right.SeeSettings);
        var existing = await db.CptLinks().AsNoTracking().ToDictionaryAsync(row => row.Cpt, ct);
        var seen = new HashSet<string>();
        return sheet.Lines.Select(line => Judge(line, column => sheet.Text(line, column), sheet.Damage(line), existing, seen)).ToList();
    }

    /// <summary>Stores what a preview showed, bad rows left out, in one transaction.</summary>
    /// <returns>How many links are new or changed.</returns>
    public async Task<Result<int>> ApplyAsync(IReadOnlyList<LinkImportRow> rows, CancellationToken ct)
    {
        await using var db = storage.Open(Right.AgreePrices);
        var links = await db.CptLinks().ToDictionaryAsync(row => row.Cpt, ct);
        var codes = await db.CptCodes().ToDictionaryAsync(row => row.Code, ct);
        var changed = rows.Where(row => row.Change is LinkChange.Nueva or LinkChange.Cambia).ToList();
        foreach (var row in changed)
        {
            var target = row.Target;
            if (links.TryGetValue(row.Cpt, out var old))
                target.Fill(old);
            else
                db.CptLinks().Add(target.Link(row.Cpt));
            if (row.CptDescription.Length == 0 || Cpt4.Shipped.ContainsKey(row.Cpt))
                continue;
            if (codes.TryGetValue(row.Cpt, out var code))
                code.Description = row.CptDescription;
            else
                db.CptCodes().Add(new CptCode { Code = row.Cpt, Description = row.CptDescription });
        }

        try
        {
            await db.SaveChangesAsync(ct);
            return changed.Count;
        }
        catch (DbUpdateException refused) when (refused.IsUniqueViolation())
        {
            return new Problem(FieldNames.File, "Las vinculaciones cambiaron mientras revisabas el archivo. Cárgalo otra vez.");
        }
    }

    private async IAsyncEnumerable<(CptLink Link, string Description)> LinksAsync([EnumeratorCancellation] CancellationToken ct = default)
    {
        await using var db = storage.Open(Right.SeeSettings);
        var names = await db.CptCodes().AsNoTracking().ToDictionaryAsync(code => code.Code, code => code.Description, ct);
        await foreach (var link in db.CptLinks().AsNoTracking().OrderBy(row => row.Cpt).AsAsyncEnumerable().WithCancellation(ct))
            yield return (link, names.GetValueOrDefault(link.Cpt) ?? Cpt4.Shipped.GetValueOrDefault(link.Cpt) ?? "");
    }

    private LinkImportRow Judge(int line, Func<string, string> cell, string? damage, Dictionary<string, CptLink> existing, HashSet<string> seen)
    {
        var cpt = cell("CPT4");
        var unit = cell("ClaveUnidad") is { Length: > 0 } written ? written : "E48";
        var description = cell("Descripcion") is { Length: > 0 } words ? words : cell("DescripcionCPT4");
        var tax = cell("IVA");
        IvaTreatment? iva = Enum.TryParse<IvaTreatment>(tax, ignoreCase: true, out var read) ? read : null;
        if (description.Length == 0)
            description = Cpt4.Shipped.GetValueOrDefault(cpt, "");
        var within = cell(Columns[6]);
        bool? included = SearchText.Of(within) switch { "SI" => true, "NO" => false, _ => null };
        var target = new LinkTarget(cell("ClaveProdServ"), unit, description, iva, included);
        var problems = link.Check([cpt], target);
        if (damage is not null)
            problems.Add(new Problem("", damage));
        if (tax.Length > 0 && iva is null)
            problems.Add(new Problem(FieldNames.Column.Iva, $"IVA \"{tax}\" no se entiende: escribe Exento, Tasa16 o déjalo vacío."));
        if (within.Length > 0 && included is null)
            problems.Add(new Problem(FieldNames.Column.Iva, $"IVA incluido \"{within}\" no se entiende: escribe Sí, No o déjalo vacío."));
        if (description.Length == 0)
            problems.Add(new Problem(FieldNames.Column.Descripcion, "Falta la descripción."));
        if (!seen.Add(cpt))
            problems.Add(new Problem(FieldNames.Column.Cpt4, $"El código {cpt} se repite en el archivo."));

        var change = problems.Count > 0 ? LinkChange.Error
            : !existing.TryGetValue(cpt, out var old) ? LinkChange.Nueva
            : LinkTarget.Of(old) == target ? LinkChange.Igual
            : LinkChange.Cambia;
        return new LinkImportRow(line, cpt, cell("DescripcionCPT4"), target, change, problems);
    }
}
