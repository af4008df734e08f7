namespace Honorario.Web.Components.Kit;

/// <summary>The drafts of this window that are being sent: a form that is drawn anew meanwhile does not bring back what was just saved.</summary>
public sealed class DraftsUnderWay
{
    private readonly HashSet<string> _names = [];

    internal bool Has(string name) => _names.Contains(name);

    internal void Begin(string name) => _names.Add(name);

    internal void End(string name) => _names.Remove(name);
}
