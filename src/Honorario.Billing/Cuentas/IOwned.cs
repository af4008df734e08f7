namespace Honorario.Billing.Cuentas;

/// <summary>A row that belongs to one practice. <see cref="Storage.HonorarioDb"/> filters and fills it.</summary>
public interface IOwned
{
    Guid PracticeId { get; set; }
}
