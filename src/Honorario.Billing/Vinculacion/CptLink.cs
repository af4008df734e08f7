using Honorario.Billing.Cuentas;
using Honorario.Cfdi.Amounts;

namespace Honorario.Billing.Vinculacion;

/// <summary>The link from a CPT-4 code to the SAT keys and the words that it is billed with.</summary>
public sealed class CptLink : IOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PracticeId { get; set; }
    public required string Cpt { get; init; }
    public required string ClaveProdServ { get; set; }
    public required string ClaveUnidad { get; set; }
    public required string Descripcion { get; set; }

    /// <summary>IVA of this service; null for the emisor's own treatment.</summary>
    public IvaTreatment? Iva { get; set; }

    /// <summary>Whether the price of this service includes its IVA; null for what the emisor says of its prices.</summary>
    public bool? IvaIncluido { get; set; }
}
