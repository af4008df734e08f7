namespace Honorario.Billing.Cuentas;

/// <summary>A set of rights that a practice made for itself.</summary>
public sealed class RoleSet : IOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PracticeId { get; set; }
    public required string Name { get; set; }

    /// <summary>Sees services, patients and invoices of the own making only.</summary>
    public bool OnlyOwn { get; set; }

    /// <summary>The names of its rights, separated by spaces; one that this version does not know gives nothing.</summary>
    public string Rights { get; private set; } = "";

    public int Version { get; set; }

    public Role Role => new($"{Id}", Name, Whole(RightsIn(Rights)), OnlyOwn);

    public void Give(IEnumerable<Right> rights) => Rights = Text(Whole(rights.Where(RightFacts.OfPractices.Contains)));

    /// <summary>Each with those without which it is of no use.</summary>
    private static HashSet<Right> Whole(IEnumerable<Right> rights) => [.. rights.SelectMany(right => right.Brings().Append(right))];

    /// <summary>Rights as they are kept and carried.</summary>
    public static string Text(IEnumerable<Right> rights) => string.Join(' ', rights.Distinct().Order());

    public static HashSet<Right> RightsIn(string text) =>
        [.. text.Split(' ').Select(word => Enum.TryParse<Right>(word, out var right) && Enum.IsDefined(right) ? right : (Right?)null).OfType<Right>()];
}
