using System.Globalization;
using System.Text.RegularExpressions;
using Honorario.Cfdi.Anexo20;
using Honorario.Cfdi.Catalogs;
using Honorario.Cfdi.Findings;
using Honorario.Cfdi.Rules.Views;

namespace Honorario.Cfdi.Rules.Matrix;

/// <summary>Who issues and who receives.</summary>
/// <remarks>Source: SAT, matriz de validaciones del CFDI 4.0, CFDI40138–CFDI40161.</remarks>
internal static class PartyRules
{
    public static readonly Rule<PartyView>[] Emisor =
    [
        Name("CFDI40139", "del emisor", "tu"),
        new(
            "CFDI40140", "RegimenFiscal", emisor => !InCatalog.Lists(SatCatalogs.RegimenFiscal, emisor["RegimenFiscal"], emisor.Document.Day),
            "El régimen no está en el catálogo c_RegimenFiscal.", "Escribe el régimen de tu Constancia de Situación Fiscal, por ejemplo 612."),
        new(
            "CFDI40141", "RegimenFiscal", emisor => !emisor.MayHave(emisor["RegimenFiscal"] ?? ""),
            "El régimen no es de ese tipo de persona: un RFC de 13 es de persona física y uno de 12, de persona moral.",
            "Elige un régimen de tu tipo de persona, como dice tu Constancia de Situación Fiscal."),
        new(
            "CFDI40142", "FacAtrAdquirente", emisor => emisor["FacAtrAdquirente"] is { } number && !Lexical.Digits(10).Accepts(number),
            "El número de operación del adquirente no tiene 10 dígitos.", "Escribe el número de operación que dio el SAT, o quita FacAtrAdquirente."),
    ];

    public static readonly Rule<PartyView>[] Receptor =
    [
        Name("CFDI40145", "del receptor", "su"),
        new(
            "CFDI40143", "Rfc", receptor => !Rfc.TryParse(receptor.Rfc, out var rfc) || rfc.Value != receptor.Rfc,
            "El RFC del receptor no tiene la forma de un RFC.",
            "Escribe el RFC como está en su Constancia de Situación Fiscal, de 12 o 13 caracteres."),
        new(
            "CFDI40146", "Rfc", receptor => !receptor.IsPublic && IsPublicName(receptor.Nombre),
            "El nombre PUBLICO EN GENERAL es del RFC XAXX010101000.", "Escribe XAXX010101000 en el RFC, o el nombre del receptor."),
        new(
            "CFDI40147", "DomicilioFiscalReceptor", receptor => !SatCatalogs.MayBePostalCode(receptor["DomicilioFiscalReceptor"], receptor.Document.Day),
            "El domicilio fiscal del receptor no es un código postal del catálogo c_CodigoPostal.",
            "Escribe los 5 dígitos del código postal de su Constancia de Situación Fiscal."),
        new(
            "CFDI40149", "DomicilioFiscalReceptor",
            receptor => receptor.IsGeneric && receptor["DomicilioFiscalReceptor"] != receptor.Document["LugarExpedicion"],
            "Con un RFC genérico el domicilio del receptor es el lugar de expedición.",
            receptor => $"Escribe {receptor.Document["LugarExpedicion"]} en DomicilioFiscalReceptor."),
        new(
            "CFDI40150", "ResidenciaFiscal", receptor => receptor["ResidenciaFiscal"] is { } country && !SatCatalogs.Pais.ContainsKey(country),
            "La residencia fiscal no está en el catálogo c_Pais.", "Escribe la clave de tres letras del país, por ejemplo USA."),
        new(
            "CFDI40151", "ResidenciaFiscal", receptor => !receptor.IsForeign && receptor["ResidenciaFiscal"] is not null,
            "La residencia fiscal es sólo de un extranjero (XEXX010101000).", "Quita ResidenciaFiscal."),
        new(
            "CFDI40152", "ResidenciaFiscal", receptor => receptor["ResidenciaFiscal"] == "MEX", "La residencia fiscal de un extranjero no es México.",
            "Escribe el país donde reside, o quita ResidenciaFiscal."),
        new(
            "CFDI40153", "ResidenciaFiscal",
            receptor => receptor["ResidenciaFiscal"] is null
                && (receptor["NumRegIdTrib"] is not null || (receptor.IsForeign && receptor.Document.HasForeignTrade)),
            "Falta la residencia fiscal de un extranjero con registro tributario o comercio exterior.",
            "Escribe en ResidenciaFiscal el país donde reside."),
        new(
            "CFDI40154", "NumRegIdTrib", receptor => !receptor.IsForeign && receptor["NumRegIdTrib"] is not null,
            "El registro tributario es sólo de un extranjero (XEXX010101000).", "Quita NumRegIdTrib."),
        new(
            "CFDI40155", "NumRegIdTrib", receptor => receptor.IsForeign && receptor.Document.HasForeignTrade && receptor["NumRegIdTrib"] is null,
            "Falta el registro tributario de un extranjero en un comprobante de comercio exterior.",
            "Escribe en NumRegIdTrib su registro tributario."),
        new(
            "CFDI40156", "NumRegIdTrib", receptor => !TaxIdHasItsForm(receptor), "El registro tributario no tiene la forma de su país.",
            "Corrige NumRegIdTrib; de Estados Unidos y Canadá son 9 dígitos."),
        new(
            "CFDI40157", "RegimenFiscalReceptor",
            receptor => !InCatalog.Lists(SatCatalogs.RegimenFiscal, receptor["RegimenFiscalReceptor"], receptor.Document.Day),
            "El régimen del receptor no está en el catálogo c_RegimenFiscal.", "Escribe el régimen de su Constancia de Situación Fiscal."),
        new(
            "CFDI40158", "RegimenFiscalReceptor", receptor => !receptor.MayHave(receptor["RegimenFiscalReceptor"] ?? ""),
            "El régimen del receptor no es de su tipo de persona.",
            "Elige un régimen de su tipo de persona, como dice su Constancia de Situación Fiscal."),
        new(
            "CFDI40159", "RegimenFiscalReceptor", receptor => receptor.IsGeneric && receptor["RegimenFiscalReceptor"] != "616",
            "Con un RFC genérico el régimen del receptor es 616, sin obligaciones fiscales.", "Escribe 616 en RegimenFiscalReceptor."),
        new(
            "CFDI40160", "UsoCFDI", receptor => !InCatalog.Lists(SatCatalogs.UsoCfdi, receptor["UsoCFDI"], receptor.Document.Day),
            "El uso no está en el catálogo c_UsoCFDI.", "Elige un uso del catálogo, por ejemplo G03."),
        new(
            "CFDI40161", "UsoCFDI", receptor => !UseFits(receptor),
            "El uso no corresponde al tipo de persona, al régimen del receptor o al tipo de comprobante.", UseThatFits),
    ];

    /// <summary>A name that the Constancia would not have so: SAT compares it letter by letter.</summary>
    private static Rule<PartyView> Name(string code, string whose, string constancia) => new(
        code,
        "Nombre",
        party => party.Element.Attribute("Nombre")?.Value is { Length: > 0 } written && NameInForm(party, written) != written,
        _ => $"El nombre {whose} no está escrito como en la Constancia: en mayúsculas, con un solo espacio y sin régimen de capital.",
        party => $"Escribe \"{NameInForm(party, party.Element.Attribute("Nombre")!.Value.Value)}\" si así lo dice {constancia} Constancia de Situación Fiscal.",
        Severity.Warning);

    private static string NameInForm(PartyView party, string written) => party.Rfc.Length == 12
        ? RegimenDeCapital.Remove(written)
        : string.Join(' ', written.Split((char[])[' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries)).ToUpperInvariant();

    private static bool TaxIdHasItsForm(PartyView receptor) =>
        receptor["NumRegIdTrib"] is not { } number
        || !SatCatalogs.Pais.TryGetValue(receptor["ResidenciaFiscal"] ?? "", out var country)
        || country.FitsTaxId(number);

    private static bool UseFits(PartyView receptor)
    {
        var use = receptor["UsoCFDI"] ?? "";
        if (!SatCatalogs.UsoCfdi.TryGetValue(use, out var entry))
            return true;
        if ((receptor.Document.Tipo == "P" && use != "CP01") || (receptor.Document.Tipo == "N" && use != "CN01"))
            return false;
        return (receptor.Rfc.Length == 12 ? entry.Moral : entry.Fisica) && entry.Regimenes.Contains(receptor["RegimenFiscalReceptor"] ?? "");
    }

    /// <summary>PUBLICO EN GENERAL, however it is written.</summary>
    private static bool IsPublicName(string nombre) =>
        CultureInfo.InvariantCulture.CompareInfo.Compare(nombre, "PUBLICO EN GENERAL", CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace) == 0;

    private static string UseThatFits(PartyView receptor) => receptor.Document.Tipo switch
    {
        "P" => "Escribe CP01 en UsoCFDI.",
        "N" => "Escribe CN01 en UsoCFDI.",
        _ => "Elige un uso que admita el régimen del receptor; S01 (sin efectos fiscales) los admite todos.",
    };
}
