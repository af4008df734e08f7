using System.Text.RegularExpressions;

namespace Honorario.Pac;

/// <summary>The PACs that there are adapters for.</summary>
public enum PacKind
{
    /// <summary>SW Sapien, and the sandbox, which speaks its protocol.</summary>
    SwSapien,

    /// <summary>Finkok.</summary>
    Finkok,
}

/// <summary>Which PAC, where and with which credentials; one per environment, from the settings' section "Pac".</summary>
public sealed partial class PacOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Pac";

    private static readonly Uri Sat = new("https://consultaqr.facturaelectronica.sat.gob.mx/ConsultaCFDIService.svc");

    /// <summary>Whose protocol is spoken.</summary>
    public PacKind Kind { get; set; }

    /// <summary>Root of the PAC's service, e.g. https://services.example.mx/.</summary>
    public Uri BaseUrl { get; set; } = new("http://127.0.0.1:5081/");

    /// <summary>The account's user.</summary>
    public string User { get; set; } = "";

    /// <summary>The account's password; never logged.</summary>
    public string Password { get; set; } = "";

    /// <summary>A test environment: what it stamps has no fiscal value.</summary>
    public bool SinValidezFiscal { get; set; }

    /// <summary>How long one call may take before it counts as unanswered.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Finkok: answer before SAT has the document (<c>quick_stamp</c>), for many at once.</summary>
    public bool QuickStamp { get; set; }

    /// <summary>
    /// SW: root of its management API; when it is not set, the host "api" beside the host "services" of <see cref="BaseUrl"/>, or the same
    /// address.
    /// </summary>
    public Uri? ApiUrl { get; set; }

    /// <summary>SAT's service that tells a document's state; when it is not set, SAT's own, or the sandbox's when the PAC is on this machine.</summary>
    public Uri? SatUrl { get; set; }

    internal Uri SatAddress => SatUrl ?? (BaseUrl.IsLoopback ? new Uri(Root, "ConsultaCFDIService.svc") : Sat);

    internal Uri ApiRoot => ApiUrl is { } given ? WithSlash(given) : new UriBuilder(Root) { Host = ServicesHost().Replace(Root.Host, "api.") }.Uri;

    internal Uri Root => WithSlash(BaseUrl);

    private static Uri WithSlash(Uri address) => new(address.AbsoluteUri.TrimEnd('/') + "/");

    [GeneratedRegex(@"^services\.")]
    private static partial Regex ServicesHost();
}
