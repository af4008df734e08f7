namespace Honorario.Billing.Kern;

/// <summary>Where the public reaches this installation, e.g. https://cobros.example.mx/.</summary>
public sealed record PublicAddress(Uri Root)
{
    /// <summary>The link of a ticket's self-invoicing.</summary>
    public Uri LinkTo(string token) => new(Root, $"p/{token}");
}
