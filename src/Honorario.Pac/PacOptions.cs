namespace Honorario.Pac;

/// <summary>Which PAC, where and with which credentials; one per environment, from the settings' section "Pac".</summary>
public sealed class PacOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Pac";

    /// <summary>Root of the PAC's service, e.g. https://services.example.mx/.</summary>
    public Uri BaseUrl { get; set; } = new("http://127.0.0.1:5081/");

    /// <summary>SAT's ConsultaCFDIService, or the sandbox's; when left out, <see cref="BaseUrl"/>'s own, as the sandbox has it.</summary>
    public Uri SatStatusUrl
    {
        get => field ?? new Uri(BaseUrl, "ConsultaCFDIService.svc");
        set;
    }

    /// <summary>The account's user.</summary>
    public string User { get; set; } = "";

    /// <summary>The account's password; never logged.</summary>
    public string Password { get; set; } = "";

    /// <summary>A test environment: what it stamps has no fiscal value.</summary>
    public bool SinValidezFiscal { get; set; }

    /// <summary>How long one call may take before it counts as unanswered.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);
}
