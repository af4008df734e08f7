namespace Honorario.Billing.Storage;

/// <summary>Looks at what a context is about to save and adds to it what must be written with it.</summary>
public interface IBeforeSave
{
    /// <summary>Called before every save, before new rows get their practice.</summary>
    void Saving(HonorarioDb db);
}
