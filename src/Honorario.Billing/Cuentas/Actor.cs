namespace Honorario.Billing.Cuentas;

/// <summary>
/// On whose behalf the current scope works: a signed-in person, or a job acting for a practice. Storage filters and stamps
/// every owned row with it; without one nothing is seen and nothing is written.
/// </summary>
public sealed class Actor
{
    /// <summary>The claim of a signed-in user that names the practice.</summary>
    public const string PracticeClaim = "practice";

    public Guid PracticeId { get; private set; }
    public string Name { get; private set; } = "";

    /// <summary>The person; null for a job.</summary>
    public Guid? PersonId { get; private set; }

    /// <summary>Whence the person comes; null when that is not known.</summary>
    public string? Address { get; private set; }

    public void ActAs(Guid practiceId, string name, Guid? personId = null, string? address = null)
    {
        if (PracticeId != Guid.Empty && PracticeId != practiceId)
            throw new InvalidOperationException("A scope acts for one practice only.");
        PracticeId = practiceId;
        (Name, PersonId, Address) = (name, personId, address);
    }
}
