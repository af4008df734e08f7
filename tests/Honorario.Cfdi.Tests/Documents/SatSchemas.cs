using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Honorario.Cfdi.Catalogs;
using Honorario.Tests;

namespace Honorario.Cfdi.Tests.Documents;

/// <summary>
/// SAT's published schemas, compiled. The one of the catalogues, of several megabytes, is made here from the catalogues that the
/// library carries, with patterns for those that it does not.
/// </summary>
internal static class SatSchemas
{
    private static readonly XNamespace Xs = "http://www.w3.org/2001/XMLSchema";
    private static readonly Lazy<XmlSchemaSet> Compiled = new(Compile);

    /// <summary>What SAT's schemas say against a document.</summary>
    public static List<string> Validate(XElement root)
    {
        var faults = new List<string>();
        new XDocument(root).Validate(Compiled.Value, (_, fault) => faults.Add(fault.Message));
        return faults;
    }

    private static XmlSchemaSet Compile()
    {
        var schemas = new XmlSchemaSet { XmlResolver = null };
        foreach (var file in new[] { "tdCFDI.xsd", "catPagos.xsd", "cfdv40.xsd", "Pagos20.xsd", "implocal.xsd" })
            schemas.Add(XmlSchema.Read(XmlReader.Create(SharedFolder.Sat("xsd", file)), null)!);
        schemas.Add(XmlSchema.Read(Catalogs().CreateReader(), null)!);
        schemas.Compile();
        return schemas;
    }

    private static XElement Catalogs() => new(
        Xs + "schema",
        new XAttribute(XNamespace.Xmlns + "xs", Xs),
        new XAttribute("targetNamespace", "http://www.sat.gob.mx/sitio_internet/cfd/catalogos"),
        Pattern("c_ClaveProdServ", "[0-9]{8}"),
        Pattern("c_CodigoPostal", "[0-9]{5}"),
        Keys("c_ClaveUnidad", SatCatalogs.ClaveUnidad.Keys),
        Keys("c_Exportacion", SatCatalogs.Exportacion.Keys),
        Keys("c_FormaPago", SatCatalogs.FormaPago.Keys),
        Keys("c_Impuesto", SatCatalogs.Impuesto.Keys),
        Keys("c_Meses", SatCatalogs.Meses.Keys),
        Keys("c_MetodoPago", SatCatalogs.MetodoPago.Keys),
        Keys("c_Moneda", SatCatalogs.Moneda.Keys),
        Keys("c_ObjetoImp", SatCatalogs.ObjetoImp.Keys),
        Keys("c_Pais", SatCatalogs.Pais.Keys),
        Keys("c_Periodicidad", SatCatalogs.Periodicidad.Keys),
        Keys("c_RegimenFiscal", SatCatalogs.RegimenFiscal.Keys),
        Keys("c_TipoDeComprobante", SatCatalogs.TipoDeComprobante.Keys),
        Keys("c_TipoFactor", SatCatalogs.TipoFactor.Keys),
        Keys("c_TipoRelacion", SatCatalogs.TipoRelacion.Keys),
        Keys("c_UsoCFDI", SatCatalogs.UsoCfdi.Keys));

    private static XElement Pattern(string name, string pattern) => Type(name, [new XElement(Xs + "pattern", new XAttribute("value", pattern))]);

    private static XElement Keys(string name, IEnumerable<string> keys) =>
        Type(name, keys.Select(key => new XElement(Xs + "enumeration", new XAttribute("value", key))));

    private static XElement Type(string name, IEnumerable<XElement> facets) => new(
        Xs + "simpleType",
        new XAttribute("name", name),
        new XElement(Xs + "restriction", new XAttribute("base", "xs:string"), new XElement(Xs + "whiteSpace", new XAttribute("value", "collapse")), facets));
}
