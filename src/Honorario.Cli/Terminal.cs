using System.Text;

namespace Honorario.Cli;

/// <summary>Where a command reads and writes, and its clock.</summary>
internal sealed class Terminal(Stream input, Stream output, TextWriter error, TimeProvider clock)
{
    public Stream Input { get; } = input;

    public Stream Output { get; } = output;

    public TextWriter Error { get; } = error;

    public TimeProvider Clock { get; } = clock;

    /// <summary>Why a file could not be read or written, in Spanish.</summary>
    public static string Why(Exception failure) => failure switch
    {
        FileNotFoundException or DirectoryNotFoundException => "No existe.",
        UnauthorizedAccessException => "No hay permiso para leerlo o escribirlo, o es una carpeta.",
        _ => $"No se pudo leer o escribir ({failure.Message.TrimEnd('.')}).",
    };

    public void WriteLine(string line) => Output.Write(Encoding.UTF8.GetBytes(line + "\n"));
}
