namespace Honorario.Web.Components.Shared;

/// <summary>Whether this is the demonstration, in which mail stays on this machine.</summary>
/// <param name="On">It is.</param>
public sealed record Demonstration(bool On)
{
    /// <summary>Where the mail of the demonstration is read.</summary>
    public const string MailPath = "/demo/correo";
}
