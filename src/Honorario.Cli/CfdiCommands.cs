using System.CommandLine;
using System.Xml.Linq;
using Honorario.Cfdi;
using Honorario.Cfdi.Anexo20;
using Honorario.Cfdi.Findings;
using Honorario.Cfdi.Reading;
using Honorario.Cfdi.Rules;
using Honorario.Cfdi.Sealing;
using Honorario.Cfdi.Writing;
using Honorario.Printing;
using Honorario.Printing.Content;

namespace Honorario.Cli;

/// <summary><c>honorario cfdi …</c></summary>
internal static class CfdiCommands
{
    public const string StandardInput = "-";

    public static Command Of(Terminal terminal) => new("cfdi", "Compone, revisa, sella, timbra, cancela, compara e imprime facturas.")
    {
        NewCommand.Of(terminal),
        Check(terminal),
        Cadena(terminal),
        Seal(terminal),
        PacCommands.Stamp(terminal),
        PacCommands.Cancel(terminal),
        PacCommands.Status(terminal),
        DiffCommand.Of(terminal),
        Pdf(terminal),
    };

    private static Command Check(Terminal terminal)
    {
        var paths = new Argument<string[]>("ARCHIVO")
        {
            Description = "XML de un CFDI, una carpeta (se recorre entera) o - para la entrada estándar.",
            Arity = ArgumentArity.OneOrMore,
        };
        var json = new Option<bool>("--json") { Description = "Un objeto JSON por archivo y por línea." };
        var pac = new Option<string[]>("--pac")
        {
            Description = "Certificado (.cer) de un PAC con el que se verifica el timbre; se puede repetir.",
            HelpName = "CER",
            DefaultValueFactory = _ => [],
        };
        var command = new Command(
            "check",
            "Revisa estructura, reglas del SAT, sello y timbre. Un CFDI sin timbre de hace más de 72 horas se revisa con las reglas de su fecha, "
            + "con un aviso. Termina con 0 sin errores, 1 con errores, 2 si algo no se pudo leer.")
        {
            paths, json, pac,
        };
        command.SetAction(parsed =>
        {
            var pacs = new List<Certificado>();
            foreach (var cer in parsed.GetRequiredValue(pac))
            {
                if (Certificado.Read(File.ReadAllBytes(cer)) is not { } certificado)
                {
                    terminal.Error.WriteLine($"{cer} no es un certificado del SAT.");
                    return Exit.NotDone;
                }

                pacs.Add(certificado);
            }

            CatalogCommands.UseImported();
            var (asJson, now, exit) = (parsed.GetValue(json), terminal.Clock.GetUtcNow(), Exit.Fine);
            var results = InOrder.Select(Files(parsed.GetRequiredValue(paths)), path =>
            {
                var found = CheckedFile.Check(path, () => path == StandardInput ? terminal.Input : File.OpenRead(path), pacs, now);
                return (found, Bytes: asJson ? found.ToJson() : found.ToText());
            });
            foreach (var (found, bytes) in results)
            {
                if (found.Unreadable is { } why)
                {
                    terminal.Error.WriteLine($"{found.File}: {why}");
                    exit = Exit.NotDone;
                    continue;
                }

                terminal.Output.Write(bytes);
                if (found.HasErrors && exit == Exit.Fine)
                    exit = Exit.Wrong;
            }

            return exit;
        });
        return command;
    }

    private static Command Cadena(Terminal terminal)
    {
        var file = Xml();
        var command = new Command("cadena", "Escribe la cadena original de un CFDI.") { file };
        command.SetAction(parsed =>
        {
            var loaded = Load(terminal, parsed.GetRequiredValue(file));
            if (loaded.Root is not { } root)
                return Wrong(terminal, [loaded.Fault!]);
            if (SatDocument.Of(root) is not { IsVerifiable: true })
                return Wrong(terminal, Structure.Check(root));
            if (Uncovered(root) is { Count: > 0 } uncovered)
                return Wrong(terminal, uncovered);
            terminal.WriteLine(CadenaOriginal.Of(root));
            return Exit.Fine;
        });
        return command;
    }

    private static Command Seal(Terminal terminal)
    {
        var file = Xml();
        var (files, output) = (new CsdOptions(), Out("XML sellado que se escribe."));
        var command = new Command("seal", "Sella un CFDI con el CSD del emisor; lo demás del XML queda como está.") { file, output };
        files.AddTo(command);
        command.SetAction(parsed =>
        {
            var loaded = Load(terminal, parsed.GetRequiredValue(file));
            if (loaded.Root is not { } root)
                return Wrong(terminal, [loaded.Fault!]);
            if (Structure.Check(root) is { Count: > 0 } faults)
                return Wrong(terminal, faults);
            if (Uncovered(root) is { Count: > 0 } uncovered)
                return Wrong(terminal, uncovered);
            if (SealVerifier.Stamp(root, null) != StampState.Absent)
                return Wrong(
                    terminal,
                    [new Finding(
                        "307", Severity.Error, "Comprobante/Complemento/TimbreFiscalDigital", "El CFDI ya está timbrado.",
                        "Cancélalo y emite otro; sellarlo de nuevo invalidaría el timbre.")]);

            _ = Rfc.TryParse(root.Elements().FirstOrDefault(element => element.Name.LocalName == "Emisor")?.Attribute("Rfc")?.Value, out var rfc);
            using var opened = files.Open(parsed, rfc, terminal.Clock.GetUtcNow());
            if (opened.Csd is not { } csd)
                return Wrong(terminal, opened.Findings);
            Sealer.Seal(root, csd);
            Write(terminal, parsed.GetRequiredValue(output), CfdiWriter.Write(root));
            return Exit.Fine;
        });
        return command;
    }

    private static Command Pdf(Terminal terminal)
    {
        var (file, output) = (Xml(), Out("PDF que se escribe."));
        var demo = new Option<bool>("--sin-validez-fiscal") { Description = "Marca cada página con SIN VALIDEZ FISCAL." };
        var command = new Command("pdf", "Imprime un CFDI como PDF.") { file, output, demo };
        command.SetAction(parsed =>
        {
            var loaded = Load(terminal, parsed.GetRequiredValue(file));
            if (loaded.Root is not { } root)
                return Wrong(terminal, [loaded.Fault!]);
            var read = CfdiReader.Read(root);
            if (read.Document is not { } document)
                return Wrong(terminal, read.Findings);
            Write(terminal, parsed.GetRequiredValue(output), PrintedInvoice.Render(document, new PrintOptions { SinValidezFiscal = parsed.GetValue(demo) }));
            return Exit.Fine;
        });
        return command;
    }

    internal static Argument<string> Xml() => new("ARCHIVO") { Description = "XML de un CFDI, o - para la entrada estándar." };

    internal static Option<string> Out(string description) =>
        new("--output", "-o") { Description = description + " Con - va a la salida estándar.", HelpName = "ARCHIVO", Required = true };

    internal static SafeXml.Loaded Load(Terminal terminal, string path)
    {
        using var stream = path == StandardInput ? terminal.Input : File.OpenRead(path);
        return SafeXml.Load(stream);
    }

    internal static void Write(Terminal terminal, string path, byte[] bytes)
    {
        if (path == StandardInput)
            terminal.Output.Write(bytes);
        else
            File.WriteAllBytes(path, bytes);
    }

    /// <summary>Complements that make the cadena original unknown.</summary>
    private static List<Finding> Uncovered(XElement root) => [.. CadenaOriginal.NotCovered(root).Select(complement => new Finding(
        "COMPLEMENTO",
        Severity.Error,
        $"{root.Name.LocalName}/…/{complement.Name.LocalName}",
        $"No conozco el orden del complemento {complement.Name.LocalName} ({complement.Name.NamespaceName}) en la cadena original.",
        "Quítalo, o sella con un programa que lo conozca."))];

    internal static int Wrong(Terminal terminal, IReadOnlyList<Finding> findings)
    {
        foreach (var finding in findings)
            terminal.Error.WriteLine(CheckedFile.Line(finding));
        return Exit.Wrong;
    }

    /// <summary>The files named, and those in the folders named, each folder in the order of its names.</summary>
    private static IEnumerable<string> Files(string[] paths)
    {
        foreach (var path in paths)
        {
            if (!Directory.Exists(path))
            {
                yield return path;
                continue;
            }

            foreach (var file in Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
                .Where(file => file.EndsWith(".xml", StringComparison.OrdinalIgnoreCase))
                .Order(StringComparer.Ordinal))
                yield return file;
        }
    }
}
