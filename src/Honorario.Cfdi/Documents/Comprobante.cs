namespace Honorario.Cfdi.Documents;

/// <summary>
/// A CFDI 4.0 as SAT's Anexo 20 names it: attribute for attribute, element for element. Codes stay strings so that a wrong
/// one can be read, shown and explained; amounts are pesos (or the currency's units) as <see cref="decimal"/>, written with
/// the decimals they carry.
/// </summary>
/// <remarks>Source: Anexo 20 de la RMF, estándar del CFDI 4.0 (<c>cfdv40.xsd</c>).</remarks>
public sealed record Comprobante
{
    /// <summary>The issuer's series, 1 to 25 characters.</summary>
    public string? Serie { get; init; }

    /// <summary>The issuer's folio, 1 to 40 characters.</summary>
    public string? Folio { get; init; }

    /// <summary>Local date and time at <see cref="LugarExpedicion"/>, to the second, without a zone.</summary>
    public required DateTime Fecha { get; init; }

    /// <summary>c_FormaPago; absent in type P.</summary>
    public string? FormaPago { get; init; }

    /// <summary>Commercial conditions, free text.</summary>
    public string? CondicionesDePago { get; init; }

    /// <summary>Sum of the concepts' Importe before discounts and taxes.</summary>
    public required decimal SubTotal { get; init; }

    /// <summary>Sum of the concepts' discounts; absent when no concept has one.</summary>
    public decimal? Descuento { get; init; }

    /// <summary>c_Moneda.</summary>
    public string Moneda { get; init; } = "MXN";

    /// <summary>Pesos for one unit of <see cref="Moneda"/>; absent for XXX.</summary>
    public decimal? TipoCambio { get; init; }

    /// <summary>SubTotal − Descuento + trasladados − retenidos.</summary>
    public required decimal Total { get; init; }

    /// <summary>c_TipoDeComprobante: I, E, P (T and N are read, not made).</summary>
    public required string TipoDeComprobante { get; init; }

    /// <summary>c_Exportacion; 01 is "no aplica".</summary>
    public string Exportacion { get; init; } = "01";

    /// <summary>c_MetodoPago: PUE or PPD; absent in type P.</summary>
    public string? MetodoPago { get; init; }

    /// <summary>Postal code of the place of issue.</summary>
    public required string LugarExpedicion { get; init; }

    /// <summary>The PAC's confirmation of an unusual amount, 5 characters.</summary>
    public string? Confirmacion { get; init; }

    /// <summary>Present in a factura global.</summary>
    public InformacionGlobal? InformacionGlobal { get; init; }

    /// <summary>Relations to other CFDIs, one group a kind of relation.</summary>
    public ValueList<CfdiRelacionados> CfdiRelacionados { get; init; } = [];

    /// <summary>Who issues.</summary>
    public required ComprobanteEmisor Emisor { get; init; }

    /// <summary>Whom it is issued to.</summary>
    public required Receptor Receptor { get; init; }

    /// <summary>What is billed, at least one.</summary>
    public required ValueList<Concepto> Conceptos { get; init; }

    /// <summary>The taxes of all concepts, summed.</summary>
    public Impuestos? Impuestos { get; init; }

    /// <summary>The 20 digits of the sealing certificate; empty until sealed.</summary>
    public string? NoCertificado { get; init; }

    /// <summary>The sealing certificate, DER in base64; empty until sealed.</summary>
    public string? Certificado { get; init; }

    /// <summary>The seal in base64; empty until sealed.</summary>
    public string? Sello { get; init; }

    /// <summary>The payments of a type P document.</summary>
    public Pagos? Pagos { get; init; }

    /// <summary>Taxes of a state or a municipality, which the Total takes into account.</summary>
    public ImpuestosLocales? ImpuestosLocales { get; init; }

    /// <summary>All other complements as XML, kept as they were read.</summary>
    public ValueList<string> OtherComplements { get; init; } = [];

    /// <summary>The addenda as XML, kept as it was read; not sealed.</summary>
    public string? Addenda { get; init; }

    /// <summary>The PAC's stamp, once it has one.</summary>
    public TimbreFiscalDigital? Timbre { get; init; }
}

/// <summary>What a factura global covers.</summary>
/// <param name="Periodicidad">c_Periodicidad.</param>
/// <param name="Meses">c_Meses.</param>
/// <param name="Año">Four digits.</param>
public sealed record InformacionGlobal(string Periodicidad, string Meses, int Año);

/// <summary>CFDIs that this one relates to in one way.</summary>
/// <param name="TipoRelacion">c_TipoRelacion.</param>
/// <param name="Uuids">Their folios fiscales, as written.</param>
public sealed record CfdiRelacionados(string TipoRelacion, ValueList<string> Uuids);

/// <summary>The issuer.</summary>
/// <param name="Rfc">12 characters (persona moral) or 13 (persona física).</param>
/// <param name="Nombre">As in the Constancia de Situación Fiscal, without régimen de capital.</param>
/// <param name="RegimenFiscal">c_RegimenFiscal.</param>
/// <param name="FacAtrAdquirente">Ten digits when the buyer issues for the seller.</param>
public sealed record ComprobanteEmisor(string Rfc, string Nombre, string RegimenFiscal, string? FacAtrAdquirente = null);

/// <summary>The receiver.</summary>
/// <param name="Rfc">12 or 13 characters; XAXX010101000 for the public, XEXX010101000 for a foreigner.</param>
/// <param name="Nombre">As in the Constancia de Situación Fiscal.</param>
/// <param name="DomicilioFiscalReceptor">Postal code.</param>
/// <param name="RegimenFiscalReceptor">c_RegimenFiscal.</param>
/// <param name="UsoCfdi">c_UsoCFDI.</param>
/// <param name="ResidenciaFiscal">c_Pais, of a foreigner.</param>
/// <param name="NumRegIdTrib">A foreigner's tax id.</param>
public sealed record Receptor(
    string Rfc,
    string Nombre,
    string DomicilioFiscalReceptor,
    string RegimenFiscalReceptor,
    string UsoCfdi,
    string? ResidenciaFiscal = null,
    string? NumRegIdTrib = null)
{
    private const string SinObligaciones = "616";
    private const string SinEfectos = "S01";

    /// <summary>The public at large, as a factura global names it.</summary>
    /// <param name="lugarExpedicion">Postal code of the place of issue, which stands for its domicile.</param>
    public static Receptor PublicoEnGeneral(string lugarExpedicion) =>
        new(Cfdi.Rfc.PublicoEnGeneral.Value, "PUBLICO EN GENERAL", lugarExpedicion, SinObligaciones, SinEfectos);

    /// <summary>A foreigner without an RFC.</summary>
    /// <param name="nombre">Name, in upper case.</param>
    /// <param name="lugarExpedicion">Postal code of the place of issue, which stands for its domicile.</param>
    /// <param name="residenciaFiscal">c_Pais, never MEX.</param>
    /// <param name="numRegIdTrib">Its tax id there, if known.</param>
    public static Receptor Extranjero(string nombre, string lugarExpedicion, string residenciaFiscal, string? numRegIdTrib = null) =>
        new(Cfdi.Rfc.Extranjero.Value, nombre, lugarExpedicion, SinObligaciones, SinEfectos, residenciaFiscal, numRegIdTrib);
}

/// <summary>One thing billed.</summary>
public sealed record Concepto
{
    /// <summary>c_ClaveProdServ, eight digits.</summary>
    public required string ClaveProdServ { get; init; }

    /// <summary>The issuer's own id of the thing: a service's or ticket's folio.</summary>
    public string? NoIdentificacion { get; init; }

    /// <summary>Up to six decimals.</summary>
    public required decimal Cantidad { get; init; }

    /// <summary>c_ClaveUnidad.</summary>
    public required string ClaveUnidad { get; init; }

    /// <summary>The unit in words, up to 20 characters.</summary>
    public string? Unidad { get; init; }

    /// <summary>1 to 1000 characters.</summary>
    public required string Descripcion { get; init; }

    /// <summary>Up to six decimals.</summary>
    public required decimal ValorUnitario { get; init; }

    /// <summary>Cantidad × ValorUnitario within SAT's tolerance.</summary>
    public required decimal Importe { get; init; }

    /// <summary>At most <see cref="Importe"/>.</summary>
    public decimal? Descuento { get; init; }

    /// <summary>c_ObjetoImp; 02 wants taxes below.</summary>
    public required string ObjetoImp { get; init; }

    /// <summary>Taxes charged.</summary>
    public ValueList<Traslado> Traslados { get; init; } = [];

    /// <summary>Taxes withheld by the receiver.</summary>
    public ValueList<Retencion> Retenciones { get; init; } = [];

    /// <summary>Present when billed on behalf of another.</summary>
    public ACuentaTerceros? ACuentaTerceros { get; init; }

    /// <summary>Customs requests (pedimentos).</summary>
    public ValueList<string> InformacionAduanera { get; init; } = [];

    /// <summary>Cadastral accounts.</summary>
    public ValueList<string> CuentaPredial { get; init; } = [];

    /// <summary>Complements of the concept as XML, kept as they were read.</summary>
    public ValueList<string> Complements { get; init; } = [];

    /// <summary>What a kit is made of.</summary>
    public ValueList<Parte> Partes { get; init; } = [];
}

/// <summary>A tax charged, of a concept or of the whole.</summary>
/// <param name="Base">What it is computed on.</param>
/// <param name="Impuesto">c_Impuesto: 002 is IVA.</param>
/// <param name="TipoFactor">Tasa, Cuota or Exento.</param>
/// <param name="TasaOCuota">Six decimals; absent when exempt.</param>
/// <param name="Importe">Absent when exempt.</param>
public sealed record Traslado(decimal Base, string Impuesto, string TipoFactor, decimal? TasaOCuota, decimal? Importe);

/// <summary>A tax withheld, of a concept.</summary>
/// <param name="Base">What it is computed on.</param>
/// <param name="Impuesto">c_Impuesto: 001 is ISR.</param>
/// <param name="TipoFactor">Tasa or Cuota.</param>
/// <param name="TasaOCuota">Six decimals.</param>
/// <param name="Importe">Up to six decimals.</param>
public sealed record Retencion(decimal Base, string Impuesto, string TipoFactor, decimal TasaOCuota, decimal Importe);

/// <summary>On whose behalf a concept is billed.</summary>
/// <param name="RfcACuentaTerceros">The third party's RFC.</param>
/// <param name="NombreACuentaTerceros">Its name.</param>
/// <param name="RegimenFiscalACuentaTerceros">Its regime.</param>
/// <param name="DomicilioFiscalACuentaTerceros">Its postal code.</param>
public sealed record ACuentaTerceros(
    string RfcACuentaTerceros,
    string NombreACuentaTerceros,
    string RegimenFiscalACuentaTerceros,
    string DomicilioFiscalACuentaTerceros);

/// <summary>A part of a kit.</summary>
/// <param name="ClaveProdServ">c_ClaveProdServ.</param>
/// <param name="NoIdentificacion">The issuer's own id.</param>
/// <param name="Cantidad">How many.</param>
/// <param name="Unidad">The unit in words.</param>
/// <param name="Descripcion">What it is.</param>
/// <param name="ValorUnitario">Price of one.</param>
/// <param name="Importe">Price of all.</param>
/// <param name="InformacionAduanera">Customs requests.</param>
public sealed record Parte(
    string ClaveProdServ,
    string? NoIdentificacion,
    decimal Cantidad,
    string? Unidad,
    string Descripcion,
    decimal? ValorUnitario,
    decimal? Importe,
    ValueList<string> InformacionAduanera);

/// <summary>The taxes of the whole document, grouped and summed from the concepts.</summary>
/// <param name="Retenciones">One per Impuesto.</param>
/// <param name="TotalImpuestosRetenidos">Absent without withholdings.</param>
/// <param name="Traslados">One per (Impuesto, TipoFactor, TasaOCuota).</param>
/// <param name="TotalImpuestosTrasladados">Absent when all are exempt.</param>
public sealed record Impuestos(
    ValueList<RetencionTotal> Retenciones,
    decimal? TotalImpuestosRetenidos,
    ValueList<Traslado> Traslados,
    decimal? TotalImpuestosTrasladados);

/// <summary>What was withheld of one tax.</summary>
/// <param name="Impuesto">c_Impuesto.</param>
/// <param name="Importe">In the currency's decimals.</param>
public sealed record RetencionTotal(string Impuesto, decimal Importe);

/// <summary>The PAC's stamp (Timbre Fiscal Digital 1.1).</summary>
/// <param name="Uuid">Folio fiscal, 36 characters as the PAC wrote them.</param>
/// <param name="FechaTimbrado">Central Mexico's local time.</param>
/// <param name="RfcProvCertif">The PAC's RFC.</param>
/// <param name="Leyenda">SAT's notice, if any.</param>
/// <param name="SelloCfd">The issuer's seal that was stamped.</param>
/// <param name="NoCertificadoSat">The 20 digits of the PAC's certificate.</param>
/// <param name="SelloSat">The PAC's seal over the stamp's own cadena.</param>
public sealed record TimbreFiscalDigital(
    string Uuid,
    DateTime FechaTimbrado,
    string RfcProvCertif,
    string? Leyenda,
    string SelloCfd,
    string NoCertificadoSat,
    string SelloSat);
