using Honorario.Billing.Cuentas;

namespace Honorario.Billing.Vinculacion;

/// <summary>A CPT-4 code that the practice imported from its own licensed list.</summary>
public sealed class CptCode : IOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PracticeId { get; set; }
    public required string Code { get; init; }

    public required string Description
    {
        get;
        set
        {
            field = value;
            Search = SearchText.Of(Code, value);
        }
    }

    /// <summary>Code and description as they are searched.</summary>
    public string Search { get; private set; } = "";
}
