namespace Honorario.Billing.Storage;

/// <summary>A row that completes itself in the save that adds it, once its practice is known.</summary>
public interface IBeforeAdd
{
    void Adding();
}
