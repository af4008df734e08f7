namespace Honorario.Billing.Storage;

/// <summary>Tells the open screens of this process that something of a practice was changed, by whomever, once it is kept.</summary>
public sealed class PracticeChanges
{
    /// <summary>The practice.</summary>
    public event Action<Guid>? Raised;

    public void Raise(Guid practiceId) => Raised?.Invoke(practiceId);
}
