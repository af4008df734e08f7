namespace Honorario.Printing.Content;

/// <summary>What the printed form shows beside the document itself.</summary>
public sealed record PrintOptions
{
    /// <summary>Every page says <c>SIN VALIDEZ FISCAL</c>, large: the stamp is a test PAC's.</summary>
    public bool SinValidezFiscal { get; init; }

    /// <summary>The most pixels that a logo's side may have.</summary>
    public const int LargestLogo = 4000;

    /// <summary>The issuer's logo as a PNG or a JPEG; one that <see cref="CanPrintLogo"/> refuses is left out.</summary>
    public byte[]? Logo { get; init; }

    /// <summary>No de Control Interno: the issuer's own folio for the insurer.</summary>
    public string? InternalNumber { get; init; }

    /// <summary>What to say under a concept, by its NoIdentificacion: the insurer's authorisation and siniestro of a service.</summary>
    public IReadOnlyDictionary<string, string> Notes { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether a file can be printed as a logo: a PNG of 8 bits a channel or a JPEG, of at most <see cref="LargestLogo"/> pixels a side.</summary>
    public static bool CanPrintLogo(byte[] picture) => Content.Logo.Of(picture) is not null;
}
