using System.CommandLine;
using Honorario.Catalogos;
using Honorario.Cfdi.Catalogs;

namespace Honorario.Cli;

/// <summary><c>honorario catalogos …</c></summary>
internal static class CatalogCommands
{
    public static Command Of(Terminal terminal) => new("catalogos", "Catálogos del SAT.") { Import(terminal), Search(terminal), State(terminal) };

    private static Command Import(Terminal terminal)
    {
        var file = new Argument<string>("ARCHIVO") { Description = "catCFDI (.xls o .xlsx) como lo publica el SAT." };
        var data = Data();
        var command = new Command("importar", "Reemplaza los catálogos por los de la hoja de cálculo del SAT, todos o ninguno.") { file, data };
        command.SetAction((parsed, cancellation) =>
        {
            var store = CatalogStore.Open(parsed.GetRequiredValue(data));
            var bar = new ProgressBar(terminal.Error);
            try
            {
                var imported = new ImportCatalogs(store, terminal.Clock).Run(parsed.GetRequiredValue(file), bar, cancellation);
                bar.Clear();
                foreach (var finding in imported.Findings)
                    terminal.Error.WriteLine(CheckedFile.Line(finding));
                if (imported.Findings.Count > 0)
                    return Task.FromResult(Exit.Wrong);

                foreach (var (catalog, rows) in imported.Rows)
                    terminal.WriteLine($"{catalog}: {rows:N0}");
                terminal.WriteLine($"Catálogos de {imported.Version.Name} en {parsed.GetRequiredValue(data)}.");
                return Task.FromResult(Exit.Fine);
            }
            catch (OperationCanceledException)
            {
                bar.Clear();
                terminal.Error.WriteLine("Importación interrumpida: los catálogos quedan como estaban.");
                return Task.FromResult(Exit.NotDone);
            }
        });
        return command;
    }

    private static Command Search(Terminal terminal)
    {
        var catalog = new Argument<string>("CATALOGO") { Description = "Como lo nombra el SAT: c_ClaveProdServ, c_ClaveUnidad, c_UsoCFDI…" };
        var words = new Argument<string[]>("PALABRAS")
        {
            Description = "Una clave o palabras; sin importar acentos ni mayúsculas.",
            Arity = ArgumentArity.OneOrMore,
        };
        var data = Data();
        var command = new Command("buscar", "Busca en un catálogo. Termina con 1 si no hay nada.") { catalog, words, data };
        command.SetAction(parsed =>
        {
            var found = CatalogStore.Open(parsed.GetRequiredValue(data)).Search(
                parsed.GetRequiredValue(catalog), string.Join(' ', parsed.GetRequiredValue(words)));
            foreach (var entry in found)
                terminal.WriteLine($"{entry.Code}\t{entry.Text}");
            return found.Count > 0 ? Exit.Fine : Exit.Wrong;
        });
        return command;
    }

    private static Command State(Terminal terminal)
    {
        var data = Data();
        var command = new Command("estado", "Dice qué catálogos hay, de qué edición y desde cuándo.") { data };
        command.SetAction(parsed =>
        {
            var store = CatalogStore.Open(parsed.GetRequiredValue(data));
            terminal.WriteLine(store.Version is { Name: { } name, ImportedAt: { } at }
                ? $"Catálogos de {name}, importados el {at:dd/MM/yyyy HH:mm} UTC."
                : "Catálogos que vienen con el programa; importa catCFDI con honorario catalogos importar.");
            foreach (var (catalog, rows) in store.Counts().Where(pair => pair.Value > 0))
                terminal.WriteLine($"{catalog}: {rows:N0}");
            if (store.Counts()["c_CodigoPostal"] == 0)
                terminal.WriteLine("c_CodigoPostal: sin importar; los códigos postales no se revisan.");
            return Exit.Fine;
        });
        return command;
    }

    /// <summary>Takes the imported edition, if there is one where it is kept by default, for what is checked next.</summary>
    public static void UseImported()
    {
        var file = DefaultFile();
        if (File.Exists(file) && CatalogStore.Open(file).Edition() is { } edition)
            SatCatalogs.Use(edition);
    }

    private static string DefaultFile() => Path.Combine(Environment.GetEnvironmentVariable("HONORARIO_DATA") ?? "data", "catalogos.db");

    private static Option<string> Data() => new("--data")
    {
        Description = "Archivo donde se guardan los catálogos.",
        HelpName = "ARCHIVO",
        DefaultValueFactory = _ => DefaultFile(),
    };

    /// <summary>A bar on a terminal; elsewhere a line a sheet.</summary>
    private sealed class ProgressBar(TextWriter error) : IProgress<ImportProgress>
    {
        private const int Width = 40;

        private readonly bool _bar = !Console.IsErrorRedirected;
        private string _sheet = "";

        public void Report(ImportProgress value)
        {
            if (_bar)
            {
                var full = (int)(value.Fraction * Width);
                var drawn = new string('#', full).PadRight(Width, '.');
                error.Write($"\r[{drawn}] {value.Fraction,4:P0}  {value.Rows,9:N0} renglones  {value.Sheet,-24}");
            }
            else if (value.Sheet != _sheet)
            {
                error.WriteLine($"{value.Fraction:P0} {value.Sheet}");
                _sheet = value.Sheet;
            }
        }

        public void Clear()
        {
            if (_bar)
                error.Write($"\r{new string(' ', Width + 60)}\r");
        }
    }
}
