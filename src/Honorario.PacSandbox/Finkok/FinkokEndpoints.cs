using System.Xml.Linq;

namespace Honorario.PacSandbox;

/// <summary>Finkok's SOAP surface: four services, each at its address and at its WSDL's.</summary>
/// <remarks>Source: Finkok, web services stamp, cancel, registration and utilities; published clients for the parameters' order.</remarks>
internal static class FinkokEndpoints
{
    private const string Root = "/servicios/soap";

    public static void MapFinkok(this WebApplication app)
    {
        app.MapService("stamp", "stamp", FinkokStamping.Carry);
        app.MapService("cancel", "cancel", FinkokCancelling.Carry);
        app.MapService("registration", "account", FinkokRegistration.Carry);
        app.MapService("utilities", "account", FinkokUtilities.Carry);
    }

    private static void MapService(this WebApplication app, string name, string fault, Func<XElement, HttpContext, IEnumerable<XElement>?> carry)
    {
        async Task<IResult> CallAsync(HttpContext context)
        {
            if (await Soap.OperationAsync(context.Request) is not { } operation)
                return Soap.Fault("El mensaje no es SOAP.");
            if (WrongCredentials(operation) is { } refused)
                return FinkokAnswers.Answer(operation, refused);
            if (context.Items[typeof(Fault)] is Fault { Mode: "say" } said)
                return FinkokAnswers.Answer(operation, Say(operation, said));
            return carry(operation, context) is { } content
                ? FinkokAnswers.Answer(operation, content)
                : Soap.Fault($"No existe la operación {operation.Name.LocalName}.");
        }

        foreach (var address in new[] { $"{Root}/{name}", $"{Root}/{name}.wsdl" })
            app.MapPost(address, (Delegate)CallAsync).AddEndpointFilter(Faults.On(fault));
        app.MapGet($"{Root}/{name}.wsdl", (HttpRequest request) =>
            Results.Text(FinkokWsdl.Of(name, $"{request.Scheme}://{request.Host}{Root}/{name}"), "text/xml", System.Text.Encoding.UTF8));
    }

    private static XElement[]? WrongCredentials(XElement operation)
    {
        var prefix = operation.Elements().Any(parameter => parameter.Name.LocalName == "reseller_username") ? "reseller_" : "";
        if (operation.Text($"{prefix}username").Length > 0 && operation.Text($"{prefix}password").Length > 0)
            return null;
        return operation.Name.NamespaceName.EndsWith("/stamp", StringComparison.Ordinal)
            ? FinkokAnswers.Incidence("300", "El usuario o contraseña son inválidos")
            :
            [
                FinkokAnswers.Element("CodEstatus", "300 - El usuario o contraseña son inválidos"),
                FinkokAnswers.Element("message", "Invalid username or password"),
            ];
    }

    /// <summary>What a test wants Finkok to say: an incidence of a stamp, a folio's state or words of a cancellation.</summary>
    private static XElement[] Say(XElement operation, Fault fault)
    {
        if (operation.Name.NamespaceName.EndsWith("/stamp", StringComparison.Ordinal))
            return FinkokAnswers.Incidence(fault.Code, fault.Words);
        var uuid = operation.Descendants(FinkokAnswers.Views + "UUID").FirstOrDefault()?.Attribute("UUID")?.Value ?? "";
        return fault.Code.Length == 0
            ? [FinkokAnswers.Element("CodEstatus", fault.Words)]
            : FinkokCancelling.Folio(uuid, fault.Code, fault.Words);
    }
}
