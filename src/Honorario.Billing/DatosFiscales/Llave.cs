using Honorario.Billing.Cuentas;

namespace Honorario.Billing.DatosFiscales;

/// <summary>
/// A certificado de sello digital. The .key and its password are kept encrypted by <see cref="SecretBox"/> and opened only
/// to sign.
/// </summary>
public sealed class Llave : IOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PracticeId { get; set; }
    public Guid EmisorId { get; init; }
    public required string NoCertificado { get; init; }
    public required byte[] Cer { get; init; }
    public required byte[] Key { get; init; }
    public required byte[] Password { get; init; }
    public DateTime ValidFrom { get; init; }
    public DateTime ValidTo { get; init; }
    public DateTime LoadedAt { get; init; }

    /// <summary>How many days before its end the practice was last written to.</summary>
    public int? WarnedDays { get; set; }
}
