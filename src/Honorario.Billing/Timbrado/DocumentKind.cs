using Honorario.Billing.Storage;

namespace Honorario.Billing.Timbrado;

/// <summary>What a sealed document documents; names the <see cref="IStampOutcome"/> that hears of its stamp.</summary>
public enum DocumentKind
{
    /// <summary>An invoice to an insurer.</summary>
    Factura,

    /// <summary>A credit note (egreso) to an insurer.</summary>
    NotaDeCredito,

    /// <summary>A patient's invoice of a copay.</summary>
    Copago,

    /// <summary>A factura global of tickets.</summary>
    FacturaGlobal,

    /// <summary>A complemento de pago.</summary>
    ComplementoPago,
}

/// <summary>The names of the kinds.</summary>
public static class DocumentKinds
{
    /// <summary>As the screen says it.</summary>
    public static string Text(this DocumentKind kind) => kind switch
    {
        DocumentKind.Factura => "Factura",
        DocumentKind.NotaDeCredito => "Nota de crédito",
        DocumentKind.Copago => "Factura de copago",
        DocumentKind.FacturaGlobal => "Factura global",
        _ => "Complemento de pago",
    };
}

/// <summary>What follows from the PAC's answer for one kind of document; saved in the same transaction as the answer.</summary>
public interface IStampOutcome
{
    /// <summary>The document has its stamp.</summary>
    Task StampedAsync(HonorarioDb db, SealedCfdi document, DateTime at, CancellationToken ct);

    /// <summary>The PAC refused it for good.</summary>
    Task RejectedAsync(HonorarioDb db, SealedCfdi document, DateTime at, CancellationToken ct);
}
