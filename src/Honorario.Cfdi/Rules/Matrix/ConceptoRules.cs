using System.Globalization;
using Honorario.Cfdi.Anexo20;
using Honorario.Cfdi.Catalogs;
using Honorario.Cfdi.Rules.Views;
using static System.FormattableString;

namespace Honorario.Cfdi.Rules.Matrix;

/// <summary>What is billed, its parts, and on whose behalf.</summary>
/// <remarks>Source: SAT, matriz de validaciones del CFDI 4.0, CFDI40162–CFDI40173, CFDI40187–CFDI40200, CFDI40226 and CFDI40227.</remarks>
internal static class ConceptoRules
{
    private const string Pago = "84111506";

    public static readonly Rule<ConceptView>[] All =
    [
        new(
            "CFDI40162", "ClaveProdServ", concepto => !SatCatalogs.HasProduct(concepto["ClaveProdServ"], concepto.Document.Day),
            "La clave no está en el catálogo c_ClaveProdServ.", "Busca la clave del servicio en el catálogo, por ejemplo 85121600."),
        new(
            "CFDI40163", "ClaveProdServ", concepto => concepto["ClaveProdServ"] == Pago && concepto.Document is { Tipo: "P", Pagos: [] },
            "La clave 84111506 de un comprobante de pago pide el complemento de pagos.", "Agrega el complemento de pagos 2.0."),
        new(
            "CFDI40165", "ClaveUnidad", concepto => !InCatalog.Lists(SatCatalogs.ClaveUnidad, concepto["ClaveUnidad"], concepto.Document.Day),
            "La unidad no está en el catálogo c_ClaveUnidad.", "Escribe E48 (unidad de servicio) o la unidad que corresponda."),
        new(
            "CFDI40166", "ValorUnitario", concepto => concepto.Document.IsSale && concepto.ValorUnitario.Value is not > 0,
            "El valor unitario no es mayor que cero.", "Escribe el precio del concepto, o quita el concepto."),
        new(
            "CFDI40167", "Importe", concepto => !Limits.AllowProduct(concepto.Importe, concepto.Cantidad, concepto.ValorUnitario),
            "El importe no es cantidad por valor unitario.",
            concepto => Invariant($"Escribe {concepto.Document.Round(concepto.Cantidad.OrZero * concepto.ValorUnitario.OrZero)} en Importe.")),
        new(
            "CFDI40168", "Descuento", concepto => concepto.Descuento.IsPresent && concepto.Descuento.Decimals > concepto.Importe.Decimals,
            "El descuento tiene más decimales que el importe.", "Escribe el importe y el descuento con los mismos decimales."),
        new(
            "CFDI40169", "Descuento", concepto => concepto.Descuento.OrZero > concepto.Importe.OrZero, "El descuento es mayor que el importe.",
            "Baja el descuento hasta el importe o menos."),
        new(
            "CFDI40170", "ObjetoImp", concepto => !InCatalog.Lists(SatCatalogs.ObjetoImp, concepto.ObjetoImp, concepto.Document.Day),
            "El objeto de impuesto no está en el catálogo c_ObjetoImp.", "Escribe 02 (sí objeto de impuesto) o 01 (no objeto)."),
        new(
            "CFDI40171", null, concepto => concepto is { ObjetoImp: "02", Impuestos: null },
            "El concepto es objeto de impuesto (02) y no trae impuestos.", "Agrega sus impuestos, aunque sea un IVA exento."),
        new(
            "CFDI40172", null, concepto => concepto is { Impuestos: not null, ObjetoImp: "01" or "03" or "04" or "05" },
            "El objeto de impuesto del concepto no admite impuestos.", "Escribe 02 en ObjetoImp, o quita los impuestos."),
        new(
            "CFDI40226", null, concepto => concepto is { Impuestos: not null, ObjetoImp: "06" or "08" } && !AllowsTaxes(concepto),
            "Con el objeto de impuesto 06 u 08 el concepto no lleva más impuesto que el ISR retenido.",
            "Escribe 02 en ObjetoImp, o deja sólo la retención de ISR."),
        new(
            "CFDI40227", null,
            concepto => concepto.ObjetoImp == "07" && !(concepto.Traslados.Any(tax => tax.Impuesto == "003") && AllowsTaxes(concepto)),
            "Con el objeto de impuesto 07 el concepto traslada IEPS y no IVA.", "Escribe 02 en ObjetoImp, o deja sólo el IEPS."),
        new(
            "CFDI40173", null, concepto => concepto.Impuestos is not null && concepto.Traslados.Length + concepto.Retenciones.Length == 0,
            "El concepto trae impuestos sin ningún traslado ni retención.", "Agrega el traslado o la retención, o quita Impuestos."),
    ];

    public static readonly Rule<PartView>[] ACuentaTerceros =
    [
        new(
            "CFDI40188", "RfcACuentaTerceros",
            third => third["RfcACuentaTerceros"] is { } rfc && (rfc == third.Document.Emisor?.Rfc || rfc == third.Document.Receptor?.Rfc),
            "El tercero es el emisor o el receptor.", "Escribe el RFC del tercero por cuya cuenta se cobra, o quita ACuentaTerceros."),
        new(
            "CFDI40189", "NombreACuentaTerceros",
            third => IsForeignSupplier(third) && third["NombreACuentaTerceros"]?.StartsWith(
                "EXPEDICIÓN DE CFDI POR RESIDENTES EN MÉXICO", StringComparison.Ordinal) != true,
            "Con el RFC EXT990101NI1 el nombre del tercero es la leyenda del SAT para oferentes del extranjero.",
            "Copia la leyenda de la guía de llenado en NombreACuentaTerceros."),
        new(
            "CFDI40193", "DomicilioFiscalACuentaTerceros",
            third => IsForeignSupplier(third) && third["DomicilioFiscalACuentaTerceros"] != third.Document["LugarExpedicion"],
            "Con el RFC EXT990101NI1 el domicilio del tercero es el lugar de expedición.",
            third => $"Escribe {third.Document["LugarExpedicion"]} en DomicilioFiscalACuentaTerceros."),
        new(
            "CFDI40191", "RegimenFiscalACuentaTerceros",
            third => !InCatalog.Lists(SatCatalogs.RegimenFiscal, third["RegimenFiscalACuentaTerceros"], third.Document.Day),
            "El régimen del tercero no está en el catálogo c_RegimenFiscal.", "Escribe el régimen de su Constancia de Situación Fiscal."),
        new(
            "CFDI40192", "DomicilioFiscalACuentaTerceros", third => !SatCatalogs.MayBePostalCode(third["DomicilioFiscalACuentaTerceros"], third.Document.Day),
            "El domicilio del tercero no es un código postal del catálogo c_CodigoPostal.",
            "Escribe los 5 dígitos del código postal de su Constancia de Situación Fiscal."),
    ];

    public static readonly Rule<PartView>[] Pedimentos = PedimentoRules("CFDI40194", "CFDI40195");

    public static readonly Rule<PartView>[] PedimentosDeParte = PedimentoRules("CFDI40199", "CFDI40200");

    public static readonly Rule<PartView>[] Partes =
    [
        new(
            "CFDI40196", "ClaveProdServ", parte => !SatCatalogs.HasProduct(parte["ClaveProdServ"], parte.Document.Day),
            "La clave de la parte no está en el catálogo c_ClaveProdServ.", "Busca la clave en el catálogo."),
        new(
            "CFDI40197", "ValorUnitario", parte => Written.Of(parte.Element, "ValorUnitario") is { IsPresent: true, Value: not > 0 },
            "El valor unitario de la parte no es mayor que cero.", "Escribe su precio, o quita ValorUnitario."),
        new(
            "CFDI40198", "Importe", parte => !PartAmountFits(parte), "El importe de la parte no es cantidad por valor unitario.",
            "Corrige Importe, o quítalo."),
    ];

    /// <summary>Whether a key of c_ObjetoImp that bars some taxes lets a concept have these.</summary>
    public static bool AllowsTaxes(string objeto, TaxView[] charged, TaxView[] withheld) => objeto switch
    {
        "06" or "08" => charged.Length == 0 && withheld.All(tax => tax.Impuesto == "001"),
        "07" => charged.Concat(withheld).All(tax => tax.Impuesto != "002"),
        _ => true,
    };

    private static bool AllowsTaxes(ConceptView concepto) => AllowsTaxes(concepto.ObjetoImp, concepto.Traslados, concepto.Retenciones);

    /// <summary>The RFC that stands for suppliers abroad who sell through an intermediary in Mexico.</summary>
    private static bool IsForeignSupplier(PartView third) => third["RfcACuentaTerceros"] == "EXT990101NI1";

    private static bool PartAmountFits(PartView parte)
    {
        var (importe, price) = (Written.Of(parte.Element, "Importe"), Written.Of(parte.Element, "ValorUnitario"));
        return !importe.IsPresent || !price.IsPresent || Limits.AllowProduct(importe, Written.Of(parte.Element, "Cantidad"), price);
    }

    private static Rule<PartView>[] PedimentoRules(string form, string withForeignTrade) =>
    [
        new(
            form, "NumeroPedimento", pedimento => !IsPedimento(pedimento),
            "El número de pedimento no es válido: año de los últimos diez, aduana, patente y número, separados por dos espacios.",
            "Copia el número del pedimento, por ejemplo \"24  47  3807  8003832\"."),
        new(
            withForeignTrade, "NumeroPedimento", pedimento => pedimento.Document.HasForeignTrade,
            "Con el complemento de comercio exterior no va el pedimento.", "Quita InformacionAduanera."),
    ];

    /// <summary>The year's two digits are of this year or of the ten before.</summary>
    private static bool IsPedimento(PartView pedimento)
    {
        var number = pedimento.Element.Attribute("NumeroPedimento")?.Value ?? "";
        if (!Lexical.Pedimento.Accepts(number))
            return false;
        var age = (pedimento.Document.Day.Year - int.Parse(number.AsSpan(0, 2), CultureInfo.InvariantCulture)) % 100;
        return age is >= 0 and <= 10;
    }
}
