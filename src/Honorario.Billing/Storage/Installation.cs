namespace Honorario.Billing.Storage;

/// <summary>What a database says of the installation that it belongs to; one row.</summary>
public sealed class Installation
{
    public const int OnlyId = 1;

    public int Id { get; init; } = OnlyId;

    /// <summary>Fingerprint of the master key that its secrets are encrypted under; not the key.</summary>
    public required string MasterKey { get; set; }
}
