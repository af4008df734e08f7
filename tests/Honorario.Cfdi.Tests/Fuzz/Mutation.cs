using System.Text;
using CsCheck;

namespace Honorario.Fuzz;

/// <summary>One small damage to a file.</summary>
/// <param name="Kind">Which.</param>
/// <param name="At">Where, as a share of the file.</param>
/// <param name="Length">How much.</param>
/// <param name="Value">With what.</param>
internal readonly record struct Mutation(MutationKind Kind, double At, int Length, byte Value)
{
    /// <summary>Texts at which readers of XML, of numbers and of DER stumble.</summary>
    private static readonly byte[][] Tokens =
    [
        .. new[]
        {
            "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]>",
            "<!ENTITY c \"&b;&b;&b;&b;\">",
            "&b;",
            "&#0;",
            "&#x110000;",
            "&#10;",
            "&lt;",
            "<![CDATA[",
            "]]>",
            "<?xml version=\"1.0\" encoding=\"utf-16\"?>",
            "encoding=\"utf-7\"",
            "encoding=\"ebcdic\"",
            "<!--",
            "--",
            "?>",
            " xmlns=\"\"",
            " xmlns:x=\"http://www.sat.gob.mx/cfd/4\"",
            "<cfdi:Complemento>",
            "</cfdi:Concepto>",
            "<cfdi:Addenda/>",
            "<a>",
            "</a>",
            " Total=\"",
            "\"",
            "=\"",
            "\u00A0",
            "\u200B",
            "\uFFFD",
            "Ñ",
            "|",
            "-1",
            "0",
            "1e400",
            "NaN",
            "99999999999999999999999999999",
            "0.0000000000000000000000000001",
            "79228162514264337593543950335",
            "2026-02-30T25:61:61",
            "9999-12-31T23:59:59",
            "+1",
            "1.",
            ".5",
            "00000",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF, 0xFE],
        [0xFE, 0xFF],
        [0x00],
        [0xC0, 0x80],
        [0xED, 0xA0, 0x80],
        [0x30, 0x80],
        [0x30, 0x84, 0x7F, 0xFF, 0xFF, 0xFF],
        [0x02, 0x84, 0xFF, 0xFF, 0xFF, 0xFF],
        [0x02, 0x03, 0x0F, 0x42, 0x40],
        [0x04, 0x00],
        [0x05, 0x00],
        [0x06, 0x01, 0x80],
    ];

    public static Gen<Mutation> Gen { get; } = CsCheck.Gen.Select(
        CsCheck.Gen.Enum<MutationKind>(), CsCheck.Gen.Double[0, 1], CsCheck.Gen.Int[1, 64], CsCheck.Gen.Byte, (
            kind, at, length, value) => new Mutation(kind, at, length, value));

    public byte[] Apply(byte[] file)
    {
        var at = (int)(At * file.Length);
        var end = Math.Min(file.Length, at + Length);
        return Kind switch
        {
            MutationKind.Replace => [.. file[..at], Value, .. file[Math.Min(file.Length, at + 1)..]],
            MutationKind.Delete => [.. file[..at], .. file[end..]],
            MutationKind.Repeat => [.. file[..end], .. file[at..end], .. file[end..]],
            MutationKind.Insert => [.. file[..at], .. Tokens[Value % Tokens.Length], .. file[at..]],
            MutationKind.Overwrite => [.. file[..at], .. Tokens[Value % Tokens.Length], .. file[Math.Min(
                file.Length, at + Tokens[Value % Tokens.Length].Length)..]],
            MutationKind.Swap => [.. file[..at], .. file[end..], .. file[at..end]],
            MutationKind.SetValue => SetValue(file, at),
            _ => file[..at],
        };
    }

    /// <summary>
    /// Puts a token in place of the attribute's value that follows; the file stays well formed, so that the readers behind the parser get to
    /// see it.
    /// </summary>
    private byte[] SetValue(byte[] file, int at)
    {
        var start = file.AsSpan(at).IndexOf("=\""u8);
        var length = start < 0 ? -1 : file.AsSpan(at + start + 2).IndexOf((byte)'"');
        return length < 0 ? file : [.. file[..(at + start + 2)], .. Tokens[Value % Tokens.Length], .. file[(at + start + 2 + length)..]];
    }
}

/// <summary>Kinds of damage; the first are drawn as often as the others.</summary>
internal enum MutationKind
{
    Replace,
    Delete,
    Repeat,
    Insert,
    Overwrite,
    Swap,
    SetValue,
    Truncate,
}
