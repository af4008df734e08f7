using System.Globalization;
using System.Text;
using ExcelDataReader;
using Honorario.Cfdi.Findings;
using Microsoft.Data.Sqlite;

namespace Honorario.Catalogos;

/// <summary>How far an import is.</summary>
/// <param name="Sheet">The sheet being read, as SAT named it.</param>
/// <param name="Rows">Rows read so far, of all sheets.</param>
/// <param name="Fraction">0 to 1.</param>
public readonly record struct ImportProgress(string Sheet, int Rows, double Fraction);

/// <summary>What came of an import.</summary>
/// <param name="Version">What the store holds now.</param>
/// <param name="Rows">Rows taken, by catalogue.</param>
/// <param name="Findings">Why nothing was replaced; none when it was.</param>
public sealed record CatalogImport(CatalogVersion Version, IReadOnlyDictionary<string, int> Rows, IReadOnlyList<Finding> Findings);

/// <summary>
/// Takes SAT's spreadsheet catCFDI (.xls or .xlsx, one sheet a catalogue) into a store, row by row. All of it replaces what was
/// there in one transaction, or nothing does and the findings say why, by sheet and row.
/// </summary>
public sealed class ImportCatalogs(CatalogStore store, TimeProvider clock)
{
    private const int MostFindings = 20;
    private const int ProgressStep = 1_000;

    /// <summary>Without these it is not catCFDI, or not all of it.</summary>
    private static readonly string[] Wanted = ["c_ClaveProdServ", "c_ClaveUnidad", "c_CodigoPostal"];

    /// <summary>Tables of relations rather than of codes; nothing here asks them.</summary>
    private static readonly HashSet<string> Unused = ["c_NumPedimentoAduana", "c_PatenteAduanal", "c_Localidad"];

    /// <summary>Digits of codes that a spreadsheet keeps as numbers, losing their zeros; two in all others.</summary>
    private static readonly Dictionary<string, int> Digits = new()
    {
        ["c_ClaveProdServ"] = 8, ["c_CodigoPostal"] = 5, ["c_Colonia"] = 4, ["c_Municipio"] = 3, ["c_Impuesto"] = 3,
    };

    static ImportCatalogs() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Reads the spreadsheet and replaces the store's catalogues by it.</summary>
    /// <param name="file">Path of catCFDI as SAT publishes it.</param>
    /// <param name="progress">Told every thousand rows.</param>
    /// <param name="cancellation">Leaves the store as it was.</param>
    public CatalogImport Run(string file, IProgress<ImportProgress>? progress = null, CancellationToken cancellation = default)
    {
        try
        {
            using var stream = File.OpenRead(file);
            using var reader = ExcelReaderFactory.CreateReader(stream);
            return Import(reader, Path.GetFileNameWithoutExtension(file), progress, cancellation);
        }
        catch (IOException unreadable)
        {
            return Refused([Fault("", $"No se puede leer {file}: {unreadable.Message}", "Revisa la ruta y los permisos del archivo.")]);
        }
        catch (UnauthorizedAccessException)
        {
            return Refused([Fault("", $"No hay permiso para leer {file}.", "Revisa los permisos del archivo.")]);
        }
        catch (Exception hostile) when (hostile is not (OperationCanceledException or SqliteException or OutOfMemoryException))
        {
            // A spreadsheet that is damaged or none: the reader has a different exception for each place where it notices.
            return Refused([Fault(
                "", $"{Path.GetFileName(file)} no es una hoja de cálculo de Excel o está dañada.",
                "Descarga de nuevo catCFDI (.xls o .xlsx) de la página del SAT, sin abrirlo ni guardarlo con otro programa.")]);
        }
    }

    private CatalogImport Import(IExcelDataReader reader, string name, IProgress<ImportProgress>? progress, CancellationToken cancellation)
    {
        using var db = store.Connect();
        using var transaction = db.BeginTransaction();
        using var writer = new CatalogWriter(db);
        var rows = new Dictionary<string, int>();
        var findings = new List<Finding>();
        var (read, sheet, version) = (0, 0, (string?)null);
        do
        {
            sheet++;
            var catalog = SheetColumns.CatalogOf(reader.Name);
            if (Unused.Contains(catalog) || SheetColumns.Read(reader) is not { } columns)
                continue;
            version ??= catalog == "c_ClaveProdServ" ? columns.Version : null;
            var take = Taker(catalog, columns, writer);
            var (before, inSheet) = (rows.GetValueOrDefault(catalog), 0);
            for (var more = columns.HasRows; more && findings.Count < MostFindings; more = reader.Read())
            {
                cancellation.ThrowIfCancellationRequested();
                if (take(reader) is { } wrong)
                    findings.Add(Fault($"{reader.Name}, renglón {reader.Depth + 1}", wrong.Message, wrong.WhatToChange));
                else if (SheetColumns.Text(reader, 0).Length > 0)
                    inSheet++;
                if (++read % ProgressStep == 0)
                    progress?.Report(new ImportProgress(
                        reader.Name, read, (sheet - 1 + Math.Min(1, (double)reader.Depth / Math.Max(1, reader.RowCount))) / reader.ResultsCount));
            }

            rows[catalog] = before + inSheet;
        }
        while (reader.NextResult());

        findings.AddRange(Wanted.Where(wanted => rows.GetValueOrDefault(wanted) == 0).Select(missing => Fault(
            missing, $"El archivo no trae el catálogo {missing}.", "Usa el archivo catCFDI completo que publica el SAT, con todas sus hojas.")));
        if (findings.Count > 0)
            return Refused(findings);

        progress?.Report(new ImportProgress("índice de palabras", read, 1));
        var edition = new CatalogVersion(version is null ? name : $"{name} ({version})", clock.GetUtcNow());
        writer.Finish(edition);
        transaction.Commit();
        return new CatalogImport(edition, rows, []);
    }

    private CatalogImport Refused(IReadOnlyList<Finding> findings) => new(store.Version, new Dictionary<string, int>(), findings);

    /// <summary>What takes one row of a sheet, or says what is wrong with it; blank rows are passed over.</summary>
    private static Func<IExcelDataReader, (string Message, string WhatToChange)?> Taker(string catalog, SheetColumns columns, CatalogWriter writer)
    {
        var code = columns.Find(catalog.ToLowerInvariant(), "c_");
        var estado = columns.Find("c_estado");
        var municipio = columns.Find("c_municipio");
        var postalCode = columns.Find("c_codigopostal");
        var text = catalog == "c_ClaveUnidad" ? columns.Find("nombre") : columns.Find("descripcion", "nombre");
        var (from, to) = (columns.Find("fecha inicio", "fecha de inicio", "fechainicio"), columns.Find("fecha fin", "fecha de fin", "fechafin"));
        var border = columns.Find("estimulo");
        var hasDetails = catalog is not ("c_ClaveProdServ" or "c_ClaveUnidad");
        int[] similar = catalog == "c_ClaveUnidad" ? [columns.Find("descripcion"), columns.Find("simbolo")] : [columns.Find("palabras similares")];

        return row =>
        {
            // c_TasaOCuota has no keys: a row is its own.
            var key = catalog == "c_TasaOCuota" ? $"{row.Depth:00000}" : Padded(catalog, SheetColumns.Text(row, code));
            if (key.Length == 0)
                return null;
            if (catalog is "c_ClaveProdServ" or "c_CodigoPostal" && !(key.Length == Digits[catalog] && key.All(char.IsAsciiDigit)))
                return ($"\"{key}\" no es una clave de {catalog}.", $"Corrige la celda: son {Digits[catalog]} dígitos.");
            var fresh = catalog switch
            {
                "c_CodigoPostal" => writer.PostalCode(
                    key,
                    SheetColumns.Text(row, estado),
                    Padded("c_Municipio", SheetColumns.Text(row, municipio)),
                    int.TryParse(SheetColumns.Text(row, border), CultureInfo.InvariantCulture, out var stimulus) ? stimulus : border < 0 ? null : 0,
                    Day(row, from),
                    Day(row, to)),
                "c_Municipio" => writer.Municipio(SheetColumns.Text(row, estado), key, SheetColumns.Text(row, text)),
                "c_Colonia" => writer.Colonia(Padded("c_CodigoPostal", SheetColumns.Text(row, postalCode)), key, SheetColumns.Text(row, text)),
                _ => writer.Entry(
                    catalog,
                    key,
                    text < 0 || SheetColumns.Text(row, text) is not { Length: > 0 } words ? key : words,
                    string.Join(' ', similar.Select(column => SheetColumns.Text(row, column))).Trim(),
                    Day(row, from),
                    Day(row, to),
                    hasDetails ? columns.Details(row) : ""),
            };
            return fresh ? null : ($"La clave {key} de {catalog} se repite.", "Deja un solo renglón con esa clave.");
        };
    }

    private static string Padded(string catalog, string code) =>
        code.Length > 0 && code.All(char.IsAsciiDigit) ? code.PadLeft(Digits.GetValueOrDefault(catalog, 2), '0') : code;

    private static DateOnly? Day(IExcelDataReader row, int column)
    {
        var text = SheetColumns.Text(row, column);
        return DateOnly.TryParseExact(
            text, ["yyyy-MM-dd", "dd/MM/yyyy", "d/M/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
    }

    private static Finding Fault(string place, string message, string whatToChange) => new("CATALOGO", Severity.Error, place, message, whatToChange);
}
