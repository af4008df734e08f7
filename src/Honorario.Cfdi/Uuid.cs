using System.Diagnostics.CodeAnalysis;

namespace Honorario.Cfdi;

/// <summary>A folio fiscal: the UUID that a stamp gives a CFDI. Written in upper case, compared without regard to case.</summary>
public sealed record Uuid
{
    private Uuid(string value) => Value = value;

    /// <summary>36 characters in upper case.</summary>
    public string Value { get; }

    /// <summary>Reads a folio fiscal in either case.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Uuid? uuid)
    {
        uuid = Guid.TryParseExact(text?.Trim(), "D", out var guid) ? new Uuid(guid.ToString("D").ToUpperInvariant()) : null;
        return uuid is not null;
    }

    /// <summary>Reads a folio fiscal that is known to be one.</summary>
    /// <exception cref="FormatException">It is not.</exception>
    public static Uuid Parse(string text) => TryParse(text, out var uuid) ? uuid : throw new FormatException($"'{text}' is not a folio fiscal.");

    /// <inheritdoc/>
    public override string ToString() => Value;
}
