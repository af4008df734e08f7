using Honorario.Billing.Cuentas;
using Honorario.Cfdi;

namespace Honorario.Billing.DatosFiscales;

/// <summary>Datos bancarios: an account where an emisor receives its payments.</summary>
public sealed class BankAccount : IOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PracticeId { get; set; }
    public Guid EmisorId { get; init; }
    public required Clabe Clabe { get; init; }

    /// <summary>As the practice calls it; the bank's name when left empty.</summary>
    public required string Alias { get; set; }

    /// <summary>The one that complements name; of an emisor's accounts at most one.</summary>
    public bool Preferred { get; set; }
}
