using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Honorario.Cfdi.Documents;
using Honorario.Cfdi.Reading;
using Honorario.Cfdi.Sealing;

namespace Honorario.PacSandbox;

/// <summary>What came of asking for a stamp.</summary>
internal abstract record Stamping
{
    private Stamping()
    {
    }

    /// <summary>A new stamp.</summary>
    public sealed record Given(Stamp Stamp) : Stamping;

    /// <summary>The document has a stamp; null when another PAC gave it.</summary>
    public sealed record Repeated(Stamp? Stamp) : Stamping;

    /// <summary>The idempotency key is another document's.</summary>
    public sealed record KeyTaken(Stamp Stamp) : Stamping;

    /// <summary>The document is not stamped.</summary>
    public sealed record Refused(string Code, string Message, string Detail) : Stamping;
}

/// <summary>Stamps a sealed document at most once, whatever the protocol it comes by.</summary>
internal sealed class StampingDesk(Ledger ledger, Taxpayers taxpayers, Stamper stamper, SandboxOptions options, TimeProvider clock)
{
    private static readonly XName Timbre = XName.Get("TimbreFiscalDigital", "http://www.sat.gob.mx/TimbreFiscalDigital");

    public Stamping Stamp(byte[] xml, string? customId)
    {
        var loaded = SafeXml.Load(xml);
        if (loaded.Root is not { } root)
            return new Stamping.Refused("301", "XML mal formado", loaded.Fault!.Message);

        var key = KeyOf(root);
        if (options.DateFirst && Verdict.Of(root, clock.GetUtcNow()) is { Code: "401" } late)
            return late;
        if (ledger.Find(key) is { } earlier)
            return Repeat(earlier);
        if (root.Descendants(Timbre).Any())
            return new Stamping.Repeated(null);
        if (customId is not null && ledger.FindByCustomId(customId) is { } other)
            return new Stamping.KeyTaken(other);
        if (Verdict.Of(root, clock.GetUtcNow()) is { } verdict)
            return verdict;
        if (Registered.Check(CfdiReader.Read(root).Document!, taxpayers) is { } unknown)
            return unknown;

        var (stamped, timbre) = stamper.Stamp(root);
        var document = CfdiReader.Read(stamped).Document!;
        var stamp = new Stamp(
            key, timbre.Uuid, stamped, document.Emisor.Rfc, document.Receptor.Rfc, document.Total, timbre.SelloCfd[^8..]);
        return ledger.TryAdd(stamp, customId, RelationsOf(timbre.Uuid, document)) ? new Stamping.Given(stamp) : Repeat(ledger.Find(key)!);
    }

    /// <summary>The stamp that a document has.</summary>
    public Stamp? Find(byte[] xml) => SafeXml.Load(xml).Root is { } root ? ledger.Find(KeyOf(root)) : null;

    private Stamping.Repeated Repeat(Stamp earlier)
    {
        ledger.CountAsked(earlier.Key);
        return new Stamping.Repeated(earlier);
    }

    /// <summary>A document is what its seal covers, and the seal.</summary>
    private static string KeyOf(XElement root) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{CadenaOriginal.Of(root)}{root.Attribute("Sello")?.Value}")));

    private static IEnumerable<Relation> RelationsOf(string uuid, Comprobante document) =>
    [
        .. from related in document.CfdiRelacionados from other in related.Uuids select new Relation(uuid, other.ToUpperInvariant(), related.TipoRelacion),
        .. (document.Pagos?.Items ?? []).SelectMany(pago => pago.DoctosRelacionados)
            .Select(docto => docto.IdDocumento.ToUpperInvariant()).Distinct().Select(other => new Relation(uuid, other, "pago")),
    ];
}
