using Honorario.Catalogos;
using Honorario.Tests;
using Microsoft.Data.Sqlite;

namespace Honorario.Benchmarks;

/// <summary>A store filled from a spreadsheet in SAT's layout, in a folder of its own.</summary>
public sealed class CatalogSample : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("honorario-bench-").FullName;

    public CatalogSample(int products)
    {
        var file = Path.Combine(_folder, "catCFDI.xlsx");
        SatSpreadsheet.Write(file, products, postalCodes: 1_000, colonias: 3_000);
        Store = CatalogStore.Open(Path.Combine(_folder, "catalogos.db"));
        var imported = new ImportCatalogs(Store, TimeProvider.System).Run(file);
        if (imported.Findings.Count > 0)
            throw new InvalidOperationException(imported.Findings[0].Message);
    }

    public CatalogStore Store { get; }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
