using Honorario.Archivos.Lectura;
using Honorario.Archivos.Tablas;

namespace Honorario.Archivos.Bancos;

/// <summary>What a bank's file is.</summary>
/// <param name="Format">"" for a table, whose columns must be told; else what needs no columns: MT940, camt.053, a bank's own text.</param>
/// <param name="Statements">What it says, one an account, when it needs no columns.</param>
/// <param name="Book">Its rows, when it is a table.</param>
public sealed record BankFile(string Format, IReadOnlyList<Statement> Statements, Book? Book)
{
    public const int MostRows = 10_000;

    /// <summary>Tells what a file is and reads it so far as that needs nobody's help.</summary>
    public static Read<BankFile> Read(BroughtFile file)
    {
        var kind = FileKinds.Of(file.Content);
        if (kind is FileKind.Text && TextDecoding.Decode(file.Content) is { } text)
        {
            if (Mt940.Is(text))
                return new BankFile("MT940", Mt940.Read(text), null);
            if (Mt940.IsOfTheDay(text))
                return new Read<BankFile>(null, $"{file.Name} es un MT942 (movimientos del día): descarga del banco el estado de cuenta, MT940.");
            if (Cuaderno43.Is(text))
                return new BankFile("Cuaderno 43", Cuaderno43.Read(text), null);
            if (FixedWidth.Read(text) is { } fixedWidth)
                return fixedWidth;
        }

        if (kind is FileKind.Xml && !SpreadsheetXml.Is(file.Content))
            return Camt.Read(file);
        var book = BookReader.Read(file, new TableLimits(MostRows));
        return book.Ok ? new BankFile("", [], book.Value) : new Read<BankFile>(null, book.Refusal);
    }
}
