using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Honorario.Cfdi.Findings;
using Honorario.Cfdi;
using Honorario.Cfdi.Sealing;

namespace Honorario.Cli;

/// <summary><c>honorario csd …</c></summary>
internal static class CsdCommands
{
    public static Command Of(Terminal terminal) => new("csd", "Certificados de sello digital.") { Check(terminal) };

    private static Command Check(Terminal terminal)
    {
        var files = new CsdOptions();
        var rfc = new Option<string>("--rfc") { Description = "RFC del que debe ser.", HelpName = "RFC" };
        var json = new Option<bool>("--json") { Description = "Un objeto JSON." };
        var command = new Command(
            "check",
            "Revisa que el certificado y la llave sirvan para sellar. Termina con 0 si sirven, 1 si no, 2 si algo no se pudo leer.") { rfc, json };
        files.AddTo(command);
        command.SetAction(parsed =>
        {
            Rfc? owner = null;
            if (parsed.GetValue(rfc) is { } text && !Rfc.TryParse(text, out owner))
            {
                terminal.Error.WriteLine($"\"{text}\" no es un RFC.");
                return Exit.NotDone;
            }

            using var opened = files.Open(parsed, owner, terminal.Clock.GetUtcNow());
            using var certificado = files.Certificado(parsed);
            if (parsed.GetValue(json))
                WriteJson(terminal, certificado, opened.Findings);
            else
                WriteText(terminal, certificado, opened.Findings);
            return opened.Csd is null ? Exit.Wrong : Exit.Fine;
        });
        return command;
    }

    private static void WriteText(Terminal terminal, Certificado? certificado, IReadOnlyList<Finding> findings)
    {
        if (certificado is not null)
        {
            terminal.WriteLine($"{certificado.NoCertificado}  {certificado.Rfc}  {certificado.Nombre}");
            terminal.WriteLine($"Vale del {certificado.ValidFrom:dd/MM/yyyy} al {certificado.ValidTo:dd/MM/yyyy}; lo emitió {certificado.Issuer}.");
        }

        if (findings.Count == 0)
            terminal.WriteLine("El certificado y la llave sirven para sellar.");
        foreach (var finding in findings)
            terminal.WriteLine(CheckedFile.Line(finding));
    }

    private static void WriteJson(Terminal terminal, Certificado? certificado, IReadOnlyList<Finding> findings)
    {
        using (var json = new Utf8JsonWriter(terminal.Output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("noCertificado", certificado?.NoCertificado);
            json.WriteString("rfc", certificado?.Rfc);
            json.WriteString("nombre", certificado?.Nombre);
            json.WriteString("validFrom", certificado?.ValidFrom.ToString("O"));
            json.WriteString("validTo", certificado?.ValidTo.ToString("O"));
            CheckedFile.Write(json, "findings", findings);
            json.WriteEndObject();
        }

        terminal.WriteLine("");
    }
}
