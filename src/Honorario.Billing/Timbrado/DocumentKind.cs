namespace Honorario.Billing.Timbrado;

/// <summary>What a sealed document documents. All that the product knows of a kind is its <see cref="DocumentDescription"/>.</summary>
public enum DocumentKind
{
    /// <summary>An invoice to an insurer.</summary>
    Factura,

    /// <summary>A credit note (egreso) to an insurer.</summary>
    NotaDeCredito,

    /// <summary>A patient's invoice of a copay.</summary>
    Copago,

    /// <summary>The egreso of a part of a copay that was given back.</summary>
    NotaDeCopago,

    /// <summary>A factura global of tickets.</summary>
    FacturaGlobal,

    /// <summary>A complemento de pago.</summary>
    ComplementoPago,
}
