using Honorario.Printing.Drawing;

namespace Honorario.Printing;

/// <summary>A signed consent as it is printed.</summary>
/// <param name="Text">The text that was accepted, paragraphs apart by line breaks.</param>
/// <param name="Emisor">RFC and name of who accepted.</param>
/// <param name="AcceptedBy">The person who did it.</param>
/// <param name="AcceptedAtUtc">The instant that the signature covers.</param>
/// <param name="NoCertificado">The certificate that signed.</param>
/// <param name="Signature">The signature in base64.</param>
public sealed record SignedText(string Text, string Emisor, string AcceptedBy, DateTime AcceptedAtUtc, string NoCertificado, string Signature);

/// <summary>The Manifiesto on letter paper, with its signature.</summary>
public static class PrintedManifiesto
{
    private static readonly TextStyle Body = new(Typeface.Regular, 10, Look.Ink);

    /// <summary>The PDF.</summary>
    public static byte[] Render(SignedText manifiesto)
    {
        ArgumentNullException.ThrowIfNull(manifiesto);
        using var sheets = new Sheets("Manifiesto", manifiesto.Emisor) { Margin = 54 };
        sheets.Add();
        Write(sheets, Look.Title, "Manifiesto");
        Write(sheets, Look.Strong, manifiesto.Emisor);
        sheets.Y += 8;
        foreach (var paragraph in manifiesto.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            Write(sheets, Body, paragraph);
            sheets.Y += 5;
        }

        sheets.Y += 10;
        Write(sheets, Look.Heading, "FIRMA");
        Write(
            sheets, Look.Body,
            $"Aceptado por {manifiesto.AcceptedBy} el {manifiesto.AcceptedAtUtc:yyyy-MM-ddTHH:mm:ssZ} (UTC) con el certificado {manifiesto.NoCertificado}.");
        Write(sheets, Look.Seals, manifiesto.Signature);
        return sheets.Finish((page, number, count) => Look.Small.DrawRight(page, $"Página {number} de {count}", 612 - 54, 792 - 54));
    }

    private static void Write(Sheets sheets, TextStyle style, string text)
    {
        foreach (var line in style.Wrap(text, sheets.Right - sheets.Margin))
        {
            sheets.Need(style.LineHeight);
            style.Draw(sheets.Page, line, sheets.Margin, sheets.Y);
            sheets.Y += style.LineHeight;
        }
    }
}
