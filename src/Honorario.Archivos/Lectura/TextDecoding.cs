using System.Text;

namespace Honorario.Archivos.Lectura;

/// <summary>Bytes as text: UTF-8 and UTF-16 with or without their mark, else as Windows, Mac or DOS write Spanish.</summary>
internal static class TextDecoding
{
    private const int MostControls = 0;
    private static readonly Encoding Strict = new UTF8Encoding(false, throwOnInvalidBytes: true);

    /// <summary>Of one byte a letter: Windows-1252, what Excel calls CSV (Macintosh) and what it calls CSV (MS-DOS).</summary>
    private static readonly Encoding[] OneByte;

    static TextDecoding()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        OneByte = [Encoding.GetEncoding(1252), Encoding.GetEncoding(10000), Encoding.GetEncoding(850)];
    }

    /// <param name="content">All of it, or its beginning.</param>
    /// <param name="cut">It is a beginning, which may end within a letter.</param>
    /// <returns>Null when it is no text.</returns>
    public static string? Decode(ReadOnlySpan<byte> content, bool cut = false)
    {
        var text = Wide(content) is { } wide ? wide.GetString(content) : Narrow(content, cut);
        text = text.TrimStart('\uFEFF').TrimEnd('\u001A', '\0');
        return Controls(text) > MostControls ? null : text;
    }

    private static Encoding? Wide(ReadOnlySpan<byte> content)
    {
        if (content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
            return Encoding.Unicode;
        if (content.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return Encoding.BigEndianUnicode;
        var looked = content[..Math.Min(content.Length, 512)];
        var (even, odd) = (0, 0);
        for (var at = 0; at < looked.Length; at++)
            _ = looked[at] != 0 ? 0 : at % 2 == 0 ? even++ : odd++;
        var most = looked.Length / 4;
        return odd > most && even == 0 ? Encoding.Unicode : even > most && odd == 0 ? Encoding.BigEndianUnicode : null;
    }

    private static string Narrow(ReadOnlySpan<byte> content, bool cut)
    {
        for (var less = 0; less <= (cut ? 3 : 0) && less < content.Length; less++)
        {
            try
            {
                return Untangle(Strict.GetString(content[..^less]));
            }
            catch (DecoderFallbackException)
            {
                // Tried shorter, then as Windows'.
            }
        }

        string? best = null;
        foreach (var encoding in OneByte)
        {
            var text = encoding.GetString(content);
            best = best is null || Spanish(text) > Spanish(best) ? text : best;
        }

        return best!;
    }

    /// <summary>How much a text looks as if somebody had written it here: its accents, less what nobody types.</summary>
    private static int Spanish(string text) => text.Sum(letter => letter < 128 || "¿¡°ºª–—‘’“”•…\u00A0".Contains(letter, StringComparison.Ordinal) ? 0
        : "áéíóúüñÁÉÍÓÚÜÑ".Contains(letter, StringComparison.Ordinal) ? 1 : -1);

    /// <summary>"DescripciÃ³n" is "Descripción" that was written as UTF-8 twice.</summary>
    private static string Untangle(string text)
    {
        if (!text.Contains('Ã', StringComparison.Ordinal) && !text.Contains('Â', StringComparison.Ordinal))
            return text;
        try
        {
            var exact = Encoding.GetEncoding(1252, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
            return Strict.GetString(exact.GetBytes(text));
        }
        catch (Exception other) when (other is EncoderFallbackException or DecoderFallbackException)
        {
            return text;
        }
    }

    private static int Controls(string text)
    {
        var count = 0;
        foreach (var letter in text)
        {
            if (letter < ' ' && letter is not ('\t' or '\r' or '\n' or '\f' or '\v' or '\u001A' or '\u0001' or '\u0003'))
                count++;
        }

        return count;
    }
}
