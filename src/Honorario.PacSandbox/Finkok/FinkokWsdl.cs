using System.Xml.Linq;

namespace Honorario.PacSandbox;

/// <summary>The four services' WSDL, written from one table: document/literal, parameters in Finkok's order.</summary>
internal static class FinkokWsdl
{
    private const string User = "username password";
    private const string Reseller = "reseller_username reseller_password";

    private static readonly XNamespace Wsdl = "http://schemas.xmlsoap.org/wsdl/";
    private static readonly XNamespace Bound = "http://schemas.xmlsoap.org/wsdl/soap/";
    private static readonly XNamespace Xs = "http://www.w3.org/2001/XMLSchema";

    private static readonly string[] Binary = ["xml", "cer", "key"];
    private static readonly string[] Structured = ["UUIDS", "UUIDS_AR"];

    private static readonly Dictionary<string, Dictionary<string, string>> Operations = new()
    {
        ["stamp"] = new()
        {
            ["stamp"] = $"xml {User}",
            ["quick_stamp"] = $"xml {User}",
            ["stamped"] = $"xml {User}",
            ["sign_stamp"] = $"xml {User}",
            ["query_pending"] = $"{User} uuid",
        },
        ["cancel"] = new()
        {
            ["cancel"] = $"UUIDS {User} taxpayer_id cer key store_pending",
            ["out_cancel"] = $"UUIDS {User} taxpayer_id cer key store_pending",
            ["sign_cancel"] = $"UUIDS {User} taxpayer_id serial store_pending",
            ["cancel_signature"] = $"xml {User} store_pending",
            ["get_receipt"] = $"{User} taxpayer_id uuid type",
            ["get_sat_status"] = $"{User} taxpayer_id rtaxpayer_id uuid total",
            ["get_pending"] = $"{User} rtaxpayer_id",
            ["get_related"] = $"{User} rtaxpayer_id uuid cer key",
            ["accept_reject"] = $"UUIDS_AR {User} rtaxpayer_id cer key",
            ["query_pending_cancellation"] = $"{User} uuid",
        },
        ["registration"] = new()
        {
            ["add"] = $"{Reseller} taxpayer_id type_user added coupon cer key passphrase",
            ["edit"] = $"{Reseller} taxpayer_id status cer key passphrase",
            ["get"] = $"{Reseller} taxpayer_id",
            ["assign"] = $"{User} taxpayer_id credit",
            ["switch"] = $"{User} taxpayer_id type_user",
            ["customers"] = $"{User} page",
        },
        ["utilities"] = new()
        {
            ["datetime"] = $"{User} zipcode",
            ["get_xml"] = $"{User} uuid taxpayer_id invoice_type",
            ["report_credit"] = $"{User} taxpayer_id",
            ["report_total"] = $"{User} taxpayer_id invoice_type date_from date_to",
            ["report_uuid"] = $"{User} taxpayer_id invoice_type date_from date_to",
        },
    };

    /// <param name="service">stamp, cancel, registration or utilities.</param>
    /// <param name="address">Where it is called.</param>
    public static string Of(string service, string address)
    {
        XNamespace tns = $"http://facturacion.finkok.com/{service}";
        var operations = Operations[service];
        return new XElement(
            Wsdl + "definitions",
            new XAttribute("name", service),
            new XAttribute("targetNamespace", tns),
            new XAttribute(XNamespace.Xmlns + "tns", tns),
            new XAttribute(XNamespace.Xmlns + "wsdl", Wsdl),
            new XAttribute(XNamespace.Xmlns + "soap", Bound),
            new XAttribute(XNamespace.Xmlns + "xs", Xs),
            new XElement(Wsdl + "types", Schema(tns, operations)),
            operations.Keys.SelectMany(name => new[] { Message(name), Message($"{name}Response") }),
            new XElement(Wsdl + "portType", new XAttribute("name", "Application"), operations.Keys.Select(PortOperation)),
            Binding(operations.Keys),
            new XElement(
                Wsdl + "service",
                new XAttribute("name", $"{service}SOAP"),
                new XElement(
                    Wsdl + "port",
                    new XAttribute("name", "Application"),
                    new XAttribute("binding", "tns:Application"),
                    new XElement(Bound + "address", new XAttribute("location", address))))).ToString();
    }

    private static XElement Schema(XNamespace tns, Dictionary<string, string> operations) => new(
        Xs + "schema",
        new XAttribute("targetNamespace", tns),
        new XAttribute("elementFormDefault", "qualified"),
        operations.SelectMany(operation => new[]
        {
            Sequence(operation.Key, operation.Value.Split(' ').Select(Parameter)),
            Sequence($"{operation.Key}Response", [Any($"{operation.Key}Result")]),
        }));

    private static XElement Sequence(string name, IEnumerable<XElement> content) => new(
        Xs + "element", new XAttribute("name", name), new XElement(Xs + "complexType", new XElement(Xs + "sequence", content)));

    private static XElement Parameter(string name)
    {
        if (Structured.Contains(name))
            return Any(name);
        var type = Binary.Contains(name) ? "xs:base64Binary" : name == "store_pending" ? "xs:boolean" : "xs:string";
        return new XElement(
            Xs + "element", new XAttribute("name", name), new XAttribute("type", type), new XAttribute("minOccurs", 0), new XAttribute("nillable", true));
    }

    /// <summary>What is made of elements of Finkok's views; their order is not promised.</summary>
    private static XElement Any(string name) => new(
        Xs + "element",
        new XAttribute("name", name),
        new XAttribute("minOccurs", 0),
        new XElement(
            Xs + "complexType",
            new XElement(
                Xs + "sequence",
                new XElement(
                    Xs + "any",
                    new XAttribute("minOccurs", 0),
                    new XAttribute("maxOccurs", "unbounded"),
                    new XAttribute("processContents", "lax")))));

    private static XElement Message(string name) => new(
        Wsdl + "message", new XAttribute("name", name), new XElement(Wsdl + "part", new XAttribute("name", name), new XAttribute("element", $"tns:{name}")));

    private static XElement PortOperation(string name) => new(
        Wsdl + "operation",
        new XAttribute("name", name),
        new XElement(Wsdl + "input", new XAttribute("message", $"tns:{name}")),
        new XElement(Wsdl + "output", new XAttribute("message", $"tns:{name}Response")));

    private static XElement Binding(IEnumerable<string> names) => new(
        Wsdl + "binding",
        new XAttribute("name", "Application"),
        new XAttribute("type", "tns:Application"),
        new XElement(Bound + "binding", new XAttribute("style", "document"), new XAttribute("transport", "http://schemas.xmlsoap.org/soap/http")),
        names.Select(name => new XElement(
            Wsdl + "operation",
            new XAttribute("name", name),
            new XElement(Bound + "operation", new XAttribute("soapAction", name), new XAttribute("style", "document")),
            new XElement(Wsdl + "input", new XElement(Bound + "body", new XAttribute("use", "literal"))),
            new XElement(Wsdl + "output", new XElement(Bound + "body", new XAttribute("use", "literal"))))));
}
