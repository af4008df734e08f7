using System.Text.Json;
using Honorario.Cfdi.Documents;

namespace Honorario.PacSandbox;

/// <summary>Whose acceptance a cancelling needs: that of these receptors, or of any when the total is larger.</summary>
/// <param name="Rfcs">Receptors that are always asked.</param>
/// <param name="OverTotal">Any receptor is asked about a larger total; null for nobody.</param>
internal sealed record Acceptance(string[] Rfcs, decimal? OverTotal);

/// <summary>What the sandbox knows of one document's cancelling.</summary>
/// <param name="AskedAt">When it was asked.</param>
/// <param name="Motivo">01 to 04.</param>
/// <param name="Replacement">With 01.</param>
/// <param name="Waits">Whether the receptor must accept.</param>
/// <param name="Accepted">What the receptor answered; null while it has not.</param>
internal sealed record Cancelling(DateTimeOffset AskedAt, string Motivo, string? Replacement, bool Waits, bool? Accepted);

/// <summary>
/// Requests to cancel, a file each, so that they outlive the process. A receptor's silence for 72 hours is its acceptance
/// (RMF 2.7.1.34).
/// </summary>
internal sealed class CancelBook(string folder, TimeProvider clock)
{
    private static readonly TimeSpan Silence = TimeSpan.FromHours(72);
    private readonly string _folder = Directory.CreateDirectory(Path.Combine(folder, "cancellations")).FullName;
    private readonly Lock _lock = new();

    public Acceptance Acceptance
    {
        get => Read<Acceptance>("acceptance") ?? new Acceptance([], null);
        set => Write("acceptance", value);
    }

    /// <summary>Takes a request.</summary>
    /// <returns>201 the first time, 202 when it is already asked or cancelled.</returns>
    public string Ask(Comprobante document, string motivo, string? replacement)
    {
        lock (_lock)
        {
            var uuid = document.Timbre!.Uuid;
            if (Find(uuid) is { } earlier && !Refused(earlier))
                return "202";
            var acceptance = Acceptance;
            var waits = acceptance.Rfcs.Contains(document.Receptor.Rfc) || document.Total > acceptance.OverTotal;
            Write(uuid, new Cancelling(clock.GetUtcNow(), motivo, replacement, waits, null));
            return "201";
        }
    }

    /// <summary>The receptor answers.</summary>
    /// <returns>Whether anything waited for it.</returns>
    public bool Answer(string uuid, bool accepted)
    {
        lock (_lock)
        {
            if (Find(uuid) is not { Waits: true, Accepted: null } cancelling || Expired(cancelling))
                return false;
            Write(uuid, cancelling with { Accepted = accepted });
            return true;
        }
    }

    /// <summary>SAT's words: Estado and EstatusCancelacion.</summary>
    public (string Estado, string EstatusCancelacion) StatusOf(string uuid) => Find(uuid) switch
    {
        null => ("Vigente", ""),
        { Waits: false } => ("Cancelado", "Cancelado sin aceptación"),
        { Accepted: true } => ("Cancelado", "Cancelado con aceptación"),
        { Accepted: false } => ("Vigente", "Solicitud rechazada"),
        var silent => Expired(silent) ? ("Cancelado", "Plazo vencido") : ("Vigente", "En proceso"),
    };

    public bool NeedsAcceptance(Comprobante document) =>
        Acceptance is var acceptance && (acceptance.Rfcs.Contains(document.Receptor.Rfc) || document.Total > acceptance.OverTotal);

    private static bool Refused(Cancelling cancelling) => cancelling.Accepted == false;

    private bool Expired(Cancelling cancelling) => clock.GetUtcNow() - cancelling.AskedAt >= Silence;

    private Cancelling? Find(string uuid) => Read<Cancelling>(uuid.ToUpperInvariant());

    private T? Read<T>(string name)
        where T : class
    {
        var path = PathOf(name);
        return File.Exists(path) ? JsonSerializer.Deserialize<T>(File.ReadAllBytes(path)) : null;
    }

    private void Write<T>(string name, T value)
    {
        var path = PathOf(name);
        var draft = $"{path}.{Guid.NewGuid():N}.tmp";
        File.WriteAllBytes(draft, JsonSerializer.SerializeToUtf8Bytes(value));
        File.Move(draft, path, overwrite: true);
    }

    private string PathOf(string name) => Path.Combine(_folder, $"{name.ToUpperInvariant()}.json");
}
