using Honorario.Billing.Cuentas;
using Honorario.Billing.ServiciosRealizados;

namespace Honorario.Billing.PreciosPactados;

/// <summary>What the practice and an aseguradora agreed for one unit of a service, from a day on and until the next agreement about the same.</summary>
public sealed class AgreedPrice : IOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PracticeId { get; set; }
    public required Guid InsurerId { get; init; }

    /// <summary>The insurer's plan, as people write it; "" for every plan that has no price of its own.</summary>
    public required string Plan
    {
        get;
        set => (field, PlanKey) = (value, SearchText.Of(value));
    }

    /// <summary>The plan as plans are compared.</summary>
    public string PlanKey { get; private set; } = "";

    public required string Cpt { get; set; }

    /// <summary>As <see cref="MedicalService.Modifiers"/>: a code with modifiers has a price of its own, or none.</summary>
    public required string Modifiers { get; set; }

    /// <summary>The first day on which it holds.</summary>
    public required DateOnly From { get; set; }

    /// <summary>What the insurer finances of one unit, in pesos.</summary>
    public required decimal Price { get; set; }

    /// <summary>What the patient pays of one unit, in pesos; null when nothing was agreed about it.</summary>
    public required decimal? Copay { get; set; }

    public int Version { get; set; }

    /// <summary>The code as people write it: 99213-25.</summary>
    public string Code => new CptText(Cpt, Modifiers).ToString();

    /// <summary>Where a service is not as agreed, each in a sentence. One that the insurer does not finance (deductible not met) is left alone.</summary>
    /// <param name="units">How many times.</param>
    /// <param name="amount">What the insurer finances of all of them, in pesos.</param>
    /// <param name="copay">What the patient pays of all of them, in pesos.</param>
    public IEnumerable<string> Differences(int units, decimal amount, decimal copay)
    {
        if (amount == 0)
            yield break;
        if (amount != Price * units)
            yield return $"El monto de {Code} ({Pesos.Text(amount)}) no es el pactado desde el {From:dd/MM/yyyy}: {Pesos.Text(Price * units)}.";
        if (Copay is { } agreed && copay != agreed * units)
            yield return $"El copago de {Code} ({Pesos.Text(copay)}) no es el pactado desde el {From:dd/MM/yyyy}: {Pesos.Text(agreed * units)}.";
    }
}
