namespace Honorario.Billing.Cuentas;

/// <summary>A row that a person made. Who sees only the own sees no other; <see cref="Storage.HonorarioDb"/> filters and fills it.</summary>
public interface IOfPerson
{
    /// <summary>Who made it; null for a job, and for rows of before people were told apart.</summary>
    Guid? PersonId { get; set; }
}
