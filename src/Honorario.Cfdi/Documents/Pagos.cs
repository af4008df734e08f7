namespace Honorario.Cfdi.Documents;

/// <summary>The complemento para recepción de pagos 2.0: what was paid, and which invoices it settles.</summary>
/// <param name="Totales">Sums of all payments, in MXN.</param>
/// <param name="Items">The payments, at least one.</param>
/// <remarks>Source: Anexo 20, <c>Pagos20.xsd</c>.</remarks>
public sealed record Pagos(TotalesPagos Totales, ValueList<Pago> Items);

/// <summary>Sums of all payments in MXN, two decimals; a sum that does not apply is absent.</summary>
public sealed record TotalesPagos
{
    /// <summary>IVA withheld.</summary>
    public decimal? TotalRetencionesIva { get; init; }

    /// <summary>ISR withheld.</summary>
    public decimal? TotalRetencionesIsr { get; init; }

    /// <summary>IEPS withheld.</summary>
    public decimal? TotalRetencionesIeps { get; init; }

    /// <summary>Base of IVA at 16 %.</summary>
    public decimal? TotalTrasladosBaseIva16 { get; init; }

    /// <summary>IVA at 16 %.</summary>
    public decimal? TotalTrasladosImpuestoIva16 { get; init; }

    /// <summary>Base of IVA at 8 %.</summary>
    public decimal? TotalTrasladosBaseIva8 { get; init; }

    /// <summary>IVA at 8 %.</summary>
    public decimal? TotalTrasladosImpuestoIva8 { get; init; }

    /// <summary>Base of IVA at 0 %.</summary>
    public decimal? TotalTrasladosBaseIva0 { get; init; }

    /// <summary>IVA at 0 %.</summary>
    public decimal? TotalTrasladosImpuestoIva0 { get; init; }

    /// <summary>Base of exempt IVA.</summary>
    public decimal? TotalTrasladosBaseIvaExento { get; init; }

    /// <summary>Sum of Monto × TipoCambioP.</summary>
    public required decimal MontoTotalPagos { get; init; }
}

/// <summary>One payment.</summary>
public sealed record Pago
{
    /// <summary>When the money arrived, local, to the second.</summary>
    public required DateTime FechaPago { get; init; }

    /// <summary>c_FormaPago, never 99.</summary>
    public required string FormaDePagoP { get; init; }

    /// <summary>c_Moneda, never XXX.</summary>
    public string MonedaP { get; init; } = "MXN";

    /// <summary>Pesos for one unit of <see cref="MonedaP"/>; 1 for MXN.</summary>
    public decimal? TipoCambioP { get; init; }

    /// <summary>The amount paid, in <see cref="MonedaP"/>.</summary>
    public required decimal Monto { get; init; }

    /// <summary>Cheque, SPEI or authorisation number.</summary>
    public string? NumOperacion { get; init; }

    /// <summary>RFC of the payer's bank.</summary>
    public string? RfcEmisorCtaOrd { get; init; }

    /// <summary>Name of the payer's bank when it is foreign.</summary>
    public string? NomBancoOrdExt { get; init; }

    /// <summary>The payer's account.</summary>
    public string? CtaOrdenante { get; init; }

    /// <summary>RFC of the receiver's bank.</summary>
    public string? RfcEmisorCtaBen { get; init; }

    /// <summary>The receiver's account.</summary>
    public string? CtaBeneficiario { get; init; }

    /// <summary>c_TipoCadenaPago: 01 is SPEI.</summary>
    public string? TipoCadPago { get; init; }

    /// <summary>The payment's certificate, base64.</summary>
    public string? CertPago { get; init; }

    /// <summary>The payment's cadena.</summary>
    public string? CadPago { get; init; }

    /// <summary>The payment's seal, base64.</summary>
    public string? SelloPago { get; init; }

    /// <summary>The invoices it settles, at least one.</summary>
    public required ValueList<DoctoRelacionado> DoctosRelacionados { get; init; }

    /// <summary>Taxes withheld, summed from the invoices.</summary>
    public ValueList<RetencionTotal> RetencionesP { get; init; } = [];

    /// <summary>Taxes charged, summed from the invoices.</summary>
    public ValueList<Traslado> TrasladosP { get; init; } = [];
}

/// <summary>One invoice that a payment settles, wholly or in part.</summary>
public sealed record DoctoRelacionado
{
    /// <summary>The invoice's folio fiscal.</summary>
    public required string IdDocumento { get; init; }

    /// <summary>The invoice's series.</summary>
    public string? Serie { get; init; }

    /// <summary>The invoice's folio.</summary>
    public string? Folio { get; init; }

    /// <summary>The invoice's c_Moneda.</summary>
    public string MonedaDR { get; init; } = "MXN";

    /// <summary>Units of MonedaDR for one of MonedaP, up to ten decimals; 1 when they are the same.</summary>
    public decimal? EquivalenciaDR { get; init; }

    /// <summary>Which instalment of the invoice this is, from 1.</summary>
    public required int NumParcialidad { get; init; }

    /// <summary>What was owed before.</summary>
    public required decimal ImpSaldoAnt { get; init; }

    /// <summary>What is paid now.</summary>
    public required decimal ImpPagado { get; init; }

    /// <summary>What is owed after: ImpSaldoAnt − ImpPagado.</summary>
    public required decimal ImpSaldoInsoluto { get; init; }

    /// <summary>c_ObjetoImp; 02 wants taxes below.</summary>
    public required string ObjetoImpDR { get; init; }

    /// <summary>The invoice's withheld taxes in proportion to what is paid.</summary>
    public ValueList<Retencion> RetencionesDR { get; init; } = [];

    /// <summary>The invoice's charged taxes in proportion to what is paid.</summary>
    public ValueList<Traslado> TrasladosDR { get; init; } = [];
}
