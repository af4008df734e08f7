using Honorario.Cfdi.Catalogs;
using Honorario.Cfdi.Findings;
using Honorario.Cfdi.Rules.Views;

namespace Honorario.Cfdi.Rules.Matrix;

/// <summary>What only SAT's lists can tell of a document. Nothing is claimed: each says where to look.</summary>
/// <remarks>Source: SAT, matrices de validaciones; listas l_RFC, l_LCO and the catalogues too large to carry.</remarks>
internal static class OnlySatRules
{
    public static readonly Rule<DocumentView>[] Document =
    [
        Ask<DocumentView>("CFDI40106", "NoCertificado", _ => true, "si el certificado no ha sido revocado", "Consulta tus certificados en el portal del SAT."),
        Ask<DocumentView>(
            "CFDI40118", "TipoCambio", document => document.TipoCambio.IsPresent && document.Moneda is not ("MXN" or "XXX"),
            "si el tipo de cambio está dentro del margen del publicado", "Compara el tipo de cambio con el del Banco de México."),
        Ask<DocumentView>(
            "CFDI40120", "Total", document => document["Confirmacion"] is null && document.Total.OrZero > 0,
            "si el total pasa del límite de la Resolución Miscelánea Fiscal", "Pide al PAC una clave de confirmación si el total es extraordinario."),
        Ask<DocumentView>(
            "CFDI40126", "LugarExpedicion", _ => !SatCatalogs.HasPostalCodes, "si existe el código postal del lugar de expedición",
            "Compara el código postal con tu Constancia de Situación Fiscal."),
        Ask<DocumentView>(
            "CFDI40128", "Confirmacion", document => document["Confirmacion"] is not null, "si la clave de confirmación es válida",
            "Compara la clave con la que dio el PAC."),
        Ask<DocumentView>(
            "CFDI40129", "Confirmacion", document => document["Confirmacion"] is not null, "si la clave de confirmación ya se usó",
            "Pide otra clave al PAC si ya la usaste."),
    ];

    public static readonly Rule<PartyView>[] Emisor =
    [
        Ask<PartyView>("CFDI40138", "Nombre", _ => true, "si el RFC del emisor está inscrito y activo", "Consulta tu situación en el portal del SAT."),
        Ask<PartyView>(
            "CFDI40139", "Nombre", _ => true, "si el nombre del emisor es el de su RFC",
            "Compara el nombre, letra por letra, con tu Constancia de Situación Fiscal."),
        Ask<PartyView>(
            "CFDI40142", "FacAtrAdquirente", emisor => emisor["FacAtrAdquirente"] is not null, "si el número de operación del adquirente es válido",
            "Compara el número con el que dio el SAT."),
    ];

    public static readonly Rule<PartyView>[] Receptor =
    [
        new("CFDI40143", "Rfc", receptor => !receptor.IsGeneric, MessageOfRfc, _ => "Valida el RFC en el portal del SAT.", Severity.OnlySatKnows),
        Ask<PartyView>(
            "CFDI40144", "Nombre", receptor => !receptor.IsGeneric, "si el receptor está inscrito y activo",
            "Pide al receptor su Constancia de Situación Fiscal."),
        Ask<PartyView>(
            "CFDI40145", "Nombre", receptor => !receptor.IsGeneric, "si el nombre del receptor es el de su RFC",
            "Compara el nombre, letra por letra, con su Constancia de Situación Fiscal, sin el régimen de capital."),
        Ask<PartyView>(
            "CFDI40147", "DomicilioFiscalReceptor", receptor => !receptor.IsGeneric, "si el receptor tiene domicilio registrado",
            "Pide al receptor su Constancia de Situación Fiscal."),
        Ask<PartyView>(
            "CFDI40148", "DomicilioFiscalReceptor", receptor => !receptor.IsGeneric, "si el código postal del receptor es el de su RFC",
            "Compara el código postal con su Constancia de Situación Fiscal."),
        Ask<PartyView>(
            "CFDI40159", "RegimenFiscalReceptor", receptor => !receptor.IsGeneric, "si el receptor está en ese régimen",
            "Compara el régimen con su Constancia de Situación Fiscal."),
    ];

    public static readonly Rule<ConceptView>[] Concepto =
    [
        Ask<ConceptView>("CFDI40163", "ClaveProdServ", _ => true, "si la clave pide un complemento", "Busca la clave en el catálogo c_ClaveProdServ."),
        Ask<ConceptView>("CFDI40164", "ClaveProdServ", _ => true, "si la clave pide trasladar IVA o IEPS", "Busca la clave en el catálogo c_ClaveProdServ."),
    ];

    public static readonly Rule<PartView>[] ACuentaTerceros =
    [
        Ask<PartView>(
            "CFDI40187", "RfcACuentaTerceros", _ => true, "si el tercero está en la lista de contribuyentes obligados",
            "Pide al tercero su Constancia de Situación Fiscal."),
        Ask<PartView>(
            "CFDI40189", "NombreACuentaTerceros", _ => true, "si el tercero está inscrito y activo",
            "Pide al tercero su Constancia de Situación Fiscal."),
        Ask<PartView>(
            "CFDI40190", "NombreACuentaTerceros", _ => true, "si el nombre del tercero es el de su RFC",
            "Compara el nombre con su Constancia de Situación Fiscal."),
        Ask<PartView>(
            "CFDI40192", "DomicilioFiscalACuentaTerceros", _ => true, "si el tercero tiene domicilio registrado",
            "Pide al tercero su Constancia de Situación Fiscal."),
        Ask<PartView>(
            "CFDI40193", "DomicilioFiscalACuentaTerceros", _ => true, "si el código postal del tercero es el de su RFC",
            "Compara el código postal con su Constancia de Situación Fiscal."),
    ];

    public static readonly Rule<PartView>[] Pedimentos = [Pedimento("CFDI40194")];

    public static readonly Rule<PartView>[] PedimentosDeParte = [Pedimento("CFDI40199")];

    public static readonly Rule<PagoView>[] Pagos =
    [
        Ask<PagoView>(
            "CRP20216", "TipoCambioP", payment => payment.TipoCambio.IsPresent && (payment.Moneda != "MXN" || payment.TipoCambio.Value != 1),
            "si el tipo de cambio del pago está dentro del margen del publicado",
            "Compara el tipo de cambio con el del Banco de México en la fecha del pago."),
        Ask<PagoView>(
            "CRP20220", "Monto", payment => payment.Payments.Document["Confirmacion"] is null,
            "si el monto pasa del límite de la Resolución Miscelánea Fiscal", "Pide al PAC una clave de confirmación si el monto es extraordinario."),
        Ask<PagoView>(
            "CRP20222", "RfcEmisorCtaOrd", payment => payment["RfcEmisorCtaOrd"] is { } rfc and not "XEXX010101000" && rfc.Length > 0,
            "si el RFC del banco del que se pagó está inscrito", "Compara el RFC con el del banco."),
    ];

    private static Rule<PartView> Pedimento(string code) =>
        Ask<PartView>(code, "NumeroPedimento", _ => true, "si el número de pedimento existe", "Compara el número con el pedimento.");

    private static Rule<T> Ask<T>(string code, string attribute, Func<T, bool> concerns, string question, string whereToLook)
        where T : IView => new(code, attribute, concerns, $"Sólo el SAT lo sabe: {question}.", whereToLook, Severity.OnlySatKnows);

    /// <summary>Some real RFCs fail the check digit, so that it only adds a doubt.</summary>
    private static string MessageOfRfc(PartyView receptor) =>
        "Sólo el SAT lo sabe: si el RFC del receptor está inscrito y activo."
        + (Rfc.TryParse(receptor.Rfc, out var rfc)
            && !rfc.HasRightCheckDigit ? " Su dígito verificador no es el que resulta de los demás: revisa que esté bien escrito." : "");
}
