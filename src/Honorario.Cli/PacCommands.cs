using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Honorario.Cfdi;
using Honorario.Cfdi.Documents;
using Honorario.Cfdi.Findings;
using Honorario.Cfdi.Reading;
using Honorario.Cfdi.Sealing;
using Honorario.Pac;

namespace Honorario.Cli;

/// <summary><c>honorario cfdi stamp</c>, <c>cancel</c> and <c>status</c>: what a PAC and SAT are asked.</summary>
internal static class PacCommands
{
    private static readonly JsonSerializerOptions Reading = new()
    {
        PropertyNameCaseInsensitive = true,
        Converters = { new JsonStringEnumConverter() },
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    public static Command Stamp(Terminal terminal)
    {
        var (file, pac, output) = (CfdiCommands.Xml(), Settings(), CfdiCommands.Out("XML timbrado que se escribe."));
        var command = new Command(
            "stamp",
            "Timbra un CFDI sellado. El mismo XML se timbra una sola vez, aunque se pida de nuevo: entonces se recibe el timbre que ya tiene. "
            + "Termina con 0 si quedó timbrado, 1 si se rechazó, 2 si no hubo respuesta.")
        {
            file, pac, output,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var xml = Bytes(terminal, parsed.GetRequiredValue(file));
            var loaded = SafeXml.Load(xml);
            if (loaded.Root is not { } root)
                return CfdiCommands.Wrong(terminal, [loaded.Fault!]);
            if (SealVerifier.Seal(root) is not SealState.Valid)
                return CfdiCommands.Wrong(terminal, [new Finding(
                    "302", Severity.Error, "Comprobante/@Sello", "El CFDI no tiene un sello válido.", "Séllalo con honorario cfdi seal.")]);
            if (Open(terminal, parsed.GetRequiredValue(pac)) is not { } client)
                return Exit.NotDone;
            using (client)
            {
                var key = Convert.ToHexStringLower(SHA256.HashData(xml));
                switch (await client.StampAsync(new StampRequest(xml, key, SentBefore: true), cancellation))
                {
                    case StampAnswer.Stamped stamped:
                        CfdiCommands.Write(terminal, parsed.GetRequiredValue(output), stamped.Xml);
                        terminal.Error.WriteLine($"Timbrado: {stamped.Timbre.Uuid}{(client.SinValidezFiscal ? ", sin validez fiscal" : "")}.");
                        return Exit.Fine;
                    case StampAnswer.Rejected rejected:
                        return Refused(terminal, rejected.Code, rejected.Message);
                    case StampAnswer.Unavailable unavailable:
                        return NoAnswer(terminal, unavailable.Reason);
                    default:
                        throw new InvalidOperationException("A PAC's answer that this command does not know.");
                }
            }
        });
        return command;
    }

    public static Command Cancel(Terminal terminal)
    {
        var (file, pac, csd) = (CfdiCommands.Xml(), Settings(), new CsdOptions());
        var motivo = new Option<string>("--motivo")
        {
            Description = "01 con otro que lo sustituye, 02 sin él, 03 la operación no se llevó a cabo, 04 nominativa en una factura global.",
            HelpName = "CLAVE",
            Required = true,
        };
        motivo.AcceptOnlyFromAmong("01", "02", "03", "04");
        var replacement = new Option<string>("--sustituye") { Description = "Folio fiscal del que lo sustituye; con el motivo 01.", HelpName = "UUID" };
        var acuse = new Option<string>("--acuse") { Description = "Donde se guarda el acuse del SAT.", HelpName = "ARCHIVO" };
        var command = new Command(
            "cancel",
            "Pide cancelar un CFDI timbrado. Termina con 0 si quedó cancelado o el SAT recibió la solicitud, 1 si se rechazó, 2 si no hubo respuesta.")
        {
            file, motivo, replacement, pac, acuse,
        };
        csd.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var read = Stamped(terminal, parsed.GetRequiredValue(file));
            if (read.Document is not { } document)
                return CfdiCommands.Wrong(terminal, read.Findings);
            var reason = parsed.GetRequiredValue(motivo);
            Uuid? other = null;
            if (reason == "01" != (parsed.GetValue(replacement) is { } text && Uuid.TryParse(text, out other)))
            {
                terminal.Error.WriteLine("El motivo 01, y sólo él, lleva con --sustituye el folio fiscal del comprobante que lo sustituye.");
                return Exit.NotDone;
            }

            _ = Rfc.TryParse(document.Emisor.Rfc, out var rfc);
            using var opened = csd.Open(parsed, rfc, terminal.Clock.GetUtcNow());
            if (opened.Csd is null)
                return CfdiCommands.Wrong(terminal, opened.Findings);
            if (Open(terminal, parsed.GetRequiredValue(pac)) is not { } client)
                return Exit.NotDone;
            using (client)
            {
                var request = new CancelRequest(ExpresionImpresa.Of(document), reason, other, csd.Files(parsed));
                switch (await client.CancelAsync(request, cancellation))
                {
                    case CancelAnswer.Cancelled cancelled:
                        return Accepted(terminal, parsed.GetValue(acuse), cancelled.Acuse, "Cancelado.");
                    case CancelAnswer.PendingAcceptance pending:
                        return Accepted(
                            terminal, parsed.GetValue(acuse), pending.Acuse,
                            "El SAT recibió la solicitud. El receptor tiene tres días hábiles para rechazarla; si calla, se da por aceptada.");
                    case CancelAnswer.Rejected rejected:
                        return Refused(terminal, rejected.Code, rejected.Message);
                    case CancelAnswer.Unavailable unavailable:
                        return NoAnswer(terminal, unavailable.Reason);
                    default:
                        throw new InvalidOperationException("A PAC's answer that this command does not know.");
                }
            }
        });
        return command;
    }

    public static Command Status(Terminal terminal)
    {
        var file = CfdiCommands.Xml();
        var pac = new Option<string>("--pac") { Description = "Ajustes del PAC de pruebas; sin ellos se pregunta al SAT.", HelpName = "ARCHIVO" };
        var json = new Option<bool>("--json") { Description = "Un objeto JSON." };
        var command = new Command(
            "status", "Pregunta al SAT por un CFDI timbrado. Termina con 0 si está vigente, 1 si está cancelado o no lo encuentra, 2 si no hubo respuesta.")
        {
            file, pac, json,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var read = Stamped(terminal, parsed.GetRequiredValue(file));
            if (read.Document is not { } document)
                return CfdiCommands.Wrong(terminal, read.Findings);
            if ((parsed.GetValue(pac) is { } settings ? Open(terminal, settings) : PacClient.Open(new PacOptions { BaseUrl = Nowhere })) is not { } client)
                return Exit.NotDone;
            using (client)
            {
                if (await client.AskSatAsync(ExpresionImpresa.Of(document), cancellation) is not SatAnswer.Known { Status: var status } answer)
                    return NoAnswer(terminal, "El SAT no contesta. Inténtalo de nuevo en unos minutos.");
                terminal.WriteLine(parsed.GetValue(json)
                    ? JsonSerializer.Serialize(status, Writing)
                    : string.Join(" · ", new[] { status.Estado, status.EsCancelable, status.EstatusCancelacion }.Where(words => words.Length > 0)));
                return status.IsInForce ? Exit.Fine : Exit.Wrong;
            }
        });
        return command;
    }

    /// <summary>Where no PAC is: only SAT is asked, at its own address.</summary>
    private static readonly Uri Nowhere = new("https://pac.invalid/");

    private static readonly JsonSerializerOptions Writing = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static Option<string> Settings() => new("--pac")
    {
        Description = "JSON con Kind (SwSapien o Finkok), BaseUrl, User, Password y SinValidezFiscal, o un appsettings.json que los tenga en la sección Pac.",
        HelpName = "ARCHIVO",
        Required = true,
    };

    private static PacClient? Open(Terminal terminal, string path)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
            var section = json.RootElement.TryGetProperty(PacOptions.Section, out var inner) ? inner : json.RootElement;
            if (section.Deserialize<PacOptions>(Reading) is { } options)
                return PacClient.Open(options);
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            terminal.Error.WriteLine($"{path} no son los ajustes de un PAC: {wrong.Message}");
            return null;
        }

        terminal.Error.WriteLine($"{path} no son los ajustes de un PAC.");
        return null;
    }

    private static byte[] Bytes(Terminal terminal, string path)
    {
        if (path != CfdiCommands.StandardInput)
            return File.ReadAllBytes(path);
        using var all = new MemoryStream();
        terminal.Input.CopyTo(all);
        return all.ToArray();
    }

    private static ReadResult Stamped(Terminal terminal, string path)
    {
        var read = CfdiReader.Read(Bytes(terminal, path));
        return read.Document is null or { Timbre: not null, Sello: not null }
            ? read
            : new ReadResult(null, [new Finding(
                "TIMBRE", Severity.Error, "Comprobante/Complemento", "El CFDI no está timbrado.", "Elige el XML con su timbre.")]);
    }

    private static int Accepted(Terminal terminal, string? path, byte[]? acuse, string words)
    {
        if (path is not null && acuse is not null)
            File.WriteAllBytes(path, acuse);
        terminal.WriteLine(path is not null && acuse is null ? $"{words} El PAC no devolvió el acuse." : words);
        return Exit.Fine;
    }

    private static int Refused(Terminal terminal, string code, string message)
    {
        terminal.Error.WriteLine($"{code}: {message}");
        return Exit.Wrong;
    }

    private static int NoAnswer(Terminal terminal, string reason)
    {
        terminal.Error.WriteLine(reason);
        return Exit.NotDone;
    }
}
