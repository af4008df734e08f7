namespace Honorario.Billing.Cuentas;

/// <summary>A row of one emisor. Who works for one emisor alone sees no other; <see cref="Storage.HonorarioDb"/> filters it.</summary>
public interface IOfEmisor
{
    Guid EmisorId { get; }
}

/// <summary>The emisor itself.</summary>
public interface IEmisor
{
    Guid Id { get; }
}
