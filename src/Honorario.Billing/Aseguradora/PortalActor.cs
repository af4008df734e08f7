namespace Honorario.Billing.Aseguradora;

/// <summary>For which person of which company of the portal the current scope works.</summary>
public sealed class PortalActor
{
    /// <summary>The claim of a signed-in user that names the company.</summary>
    public const string CompanyClaim = "portal";

    public Guid CompanyId { get; private set; }

    /// <summary>Whose invitations count.</summary>
    public Guid UserId { get; private set; }

    public string Name { get; private set; } = "";

    public void ActAs(Guid companyId, Guid userId, string name) => (CompanyId, UserId, Name) = (companyId, userId, name);
}
