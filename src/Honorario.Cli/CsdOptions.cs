using System.CommandLine;
using System.Text;
using Honorario.Cfdi;
using Honorario.Cfdi.Sealing;
using Honorario.Pac;

namespace Honorario.Cli;

/// <summary>The three options that name a CSD.</summary>
internal sealed class CsdOptions
{
    private readonly Option<string> _cer = new("--cer") { Description = "Certificado (.cer).", HelpName = "ARCHIVO", Required = true };
    private readonly Option<string> _key = new("--key") { Description = "Llave privada (.key).", HelpName = "ARCHIVO", Required = true };
    private readonly Option<string> _password = new("--password-file")
    {
        Description = "Archivo con la contraseña de la llave; así no queda en el historial ni en la lista de procesos.",
        HelpName = "ARCHIVO",
        Required = true,
    };

    public void AddTo(Command command)
    {
        command.Add(_cer);
        command.Add(_key);
        command.Add(_password);
    }

    /// <exception cref="IOException">A file can't be read.</exception>
    public CsdOpened Open(ParseResult parsed, Rfc? rfc, DateTimeOffset now)
    {
        var files = Files(parsed);
        return Csd.Open(files.Cer, files.Key, files.Password, rfc, now);
    }

    /// <summary>The files as a PAC wants them that signs with them.</summary>
    public CsdFiles Files(ParseResult parsed) => new(
        File.ReadAllBytes(parsed.GetRequiredValue(_cer)),
        File.ReadAllBytes(parsed.GetRequiredValue(_key)),
        File.ReadAllText(parsed.GetRequiredValue(_password), Encoding.UTF8).TrimEnd('\r', '\n'));

    /// <summary>What the certificate says, whether the key opens or not; null when it is none.</summary>
    public Certificado? Certificado(ParseResult parsed) => Cfdi.Sealing.Certificado.Read(File.ReadAllBytes(parsed.GetRequiredValue(_cer)));
}
