namespace Honorario.Printing;

/// <summary>What the printed form shows beside the document itself.</summary>
public sealed record PrintOptions
{
    /// <summary>Every page says <c>SIN VALIDEZ FISCAL</c>, large: the stamp is a test PAC's.</summary>
    public bool SinValidezFiscal { get; init; }

    /// <summary>The issuer's logo as a PNG; one that can't be read is left out.</summary>
    public byte[]? Logo { get; init; }

    /// <summary>No de Control Interno: the issuer's own folio for the insurer.</summary>
    public string? InternalNumber { get; init; }
}
