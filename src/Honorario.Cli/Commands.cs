using System.CommandLine;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Honorario.Cli;

/// <summary>The command line as a whole.</summary>
internal static class Commands
{
    public static int Run(string[] args, Terminal terminal)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("es");
        var root = new RootCommand("Honorario: facturas electrónicas (CFDI 4.0), certificados y catálogos del SAT desde la línea de comandos.")
        {
            HelpName = "honorario",
        };
        root.Add(CfdiCommands.Of(terminal));
        root.Add(CsdCommands.Of(terminal));
        root.Add(CatalogCommands.Of(terminal));
        var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                terminal.Error.WriteLine(error.Message);
            terminal.Error.WriteLine($"Para ver cómo se usa: honorario {string.Join(' ', Path(parsed))} --help".Replace("  ", " ", StringComparison.Ordinal));
            return Exit.NotDone;
        }

        using var output = new StreamWriter(terminal.Output, leaveOpen: true);
        try
        {
            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = output, Error = terminal.Error });
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or SqliteException)
        {
            var file = unreadable is FileNotFoundException { FileName: { } name } ? $"{name}: " : "";
            terminal.Error.WriteLine(file + Terminal.Why(unreadable));
            return Exit.NotDone;
        }
    }

    private static List<string> Path(ParseResult parsed)
    {
        var names = new List<string>();
        for (var result = parsed.CommandResult; result.Parent is System.CommandLine.Parsing.CommandResult parent; result = parent)
            names.Insert(0, result.Command.Name);
        return names;
    }
}
