using Honorario.Billing.Cuentas;
using Honorario.Cfdi;

namespace Honorario.Billing.ServiciosRealizados;

/// <summary>An aseguradora: finances services and receives the invoice for them.</summary>
public sealed class Insurer : IOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PracticeId { get; set; }

    /// <summary>As people call it, e.g. "General de Salud".</summary>
    public required string Name { get; set; }

    public required Rfc Rfc { get; init; }

    /// <summary>As in its Constancia de Situación Fiscal, without régimen de capital.</summary>
    public required string Nombre { get; set; }

    public required string RegimenFiscal { get; set; }
    public required PostalCode CodigoPostal { get; set; }
    public string UsoCfdi { get; set; } = "G03";

    /// <summary>Whether it wants an authorisation or siniestro number with each service.</summary>
    public bool WantsAuthorization { get; set; }
}
