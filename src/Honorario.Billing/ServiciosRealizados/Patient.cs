using Honorario.Billing.Cuentas;

namespace Honorario.Billing.ServiciosRealizados;

/// <summary>Who received a service; insured by one insurer under one policy.</summary>
public sealed class Patient : IOwned, IOfPerson
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PracticeId { get; set; }
    public Guid? PersonId { get; set; }

    public required string Name
    {
        get;
        set
        {
            field = value;
            Search = SearchText.Of(value);
        }
    }

    /// <summary>The name as it is searched.</summary>
    public string Search { get; private set; } = "";

    public Guid InsurerId { get; init; }
    public required string PolicyNumber { get; set; }

    /// <summary>Where the patient wants tickets sent; "" until told.</summary>
    public string Email { get; set; } = "";
}
