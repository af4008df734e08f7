using Honorario.Cfdi.Reading;
using Honorario.Cfdi.Sealing;

namespace Honorario.PacSandbox;

/// <summary>What no real PAC has: faults on purpose, the receptor's word, and a look at what was stamped.</summary>
internal static class ControlEndpoints
{
    private const int Most = 1000;

    public static void MapControls(this WebApplication app)
    {
        app.MapGet("/salud", () => "ok");
        var controls = app.MapGroup("/sandbox");
        controls.MapPost("/faults", (Fault fault, Faults faults) => faults.Set(fault));
        controls.MapPut("/clock", (Lag lag, SandboxClock clock) => clock.Behind = TimeSpan.FromSeconds(lag.Seconds));
        controls.MapGet("/stamps", (Ledger ledger, SwTokens tokens, int skip = 0, int take = 100) =>
            new Stamped(ledger.Count, tokens.Given, ledger.Page(skip, Math.Clamp(take, 0, Most)).Select(Describe)));
        controls.MapGet("/certificate", (Csd pac) => Results.Bytes(pac.Certificado.Der, "application/pkix-cert", "pac.cer"));
        controls.MapPut("/taxpayers", (Taxpayer taxpayer, Taxpayers list) => list.Put(taxpayer));
        controls.MapDelete("/taxpayers/{rfc}", (string rfc, Taxpayers list) => list.Remove(rfc) ? Results.NoContent() : Results.NotFound());
        controls.MapPost("/cancellations/{uuid}", (string uuid, Word word, CancellationDesk desk) =>
            desk.Answer(uuid, word.Accept) ? Results.NoContent() : Results.NotFound());
    }

    private static object Describe(Stamp stamp)
    {
        var document = CfdiReader.Read(stamp.Xml).Document!;
        return new { stamp.Uuid, stamp.Emisor, stamp.Receptor, stamp.Total, document.Serie, document.Folio, stamp.Asked };
    }

    internal sealed record Stamped(long Count, int Authentications, IEnumerable<object> Stamps);

    internal sealed record Word(bool Accept);

    /// <summary>How far the sandbox's clock is set back, in seconds.</summary>
    internal sealed record Lag(long Seconds);
}
