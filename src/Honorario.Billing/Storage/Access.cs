using Honorario.Billing.Cuentas;

namespace Honorario.Billing.Storage;

/// <summary>By whom and for what a context was opened.</summary>
/// <param name="Actor">Whose rows it sees.</param>
/// <param name="Right">The right that let it in; null for the machine itself.</param>
/// <param name="MayWrite">Whether it may change anything.</param>
public sealed record Access(Actor Actor, Right? Right, bool MayWrite)
{
    /// <summary>
    /// The machine itself, for what belongs to no practice: accounts, sessions, the queue's leases, the upgrade. It sees no practice's rows
    /// unless it looks past the filter; a test names the few places that may.
    /// </summary>
    public static Access Machine() => new(new Actor(), null, MayWrite: true);

    /// <summary>A job of one practice.</summary>
    public static Access Job(Guid practiceId, string name = "Automático")
    {
        var actor = new Actor();
        actor.ActAsSystem(practiceId, name);
        return new Access(actor, Cuentas.Right.RunJobs, MayWrite: true);
    }
}
