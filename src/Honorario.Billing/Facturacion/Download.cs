namespace Honorario.Billing.Facturacion;

/// <summary>A file to hand out.</summary>
public sealed record Download(string Name, string ContentType, byte[] Content);
