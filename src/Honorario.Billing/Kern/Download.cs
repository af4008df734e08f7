namespace Honorario.Billing.Kern;

/// <summary>A file to hand out.</summary>
public sealed record Download(string Name, string ContentType, byte[] Content);
