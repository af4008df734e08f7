namespace Honorario.Billing.Cuentas;

/// <summary>A set of rights under a name: one of those that every practice has, or one that it made.</summary>
/// <param name="Key">The <see cref="PracticeRole"/> or the id of the <see cref="RoleSet"/>, as text.</param>
/// <param name="Name">As shown.</param>
/// <param name="Rights">What it lets do, besides <see cref="Right.Enter"/>.</param>
/// <param name="OnlyOwn">Sees services, patients and invoices of the own making only.</param>
public sealed record Role(string Key, string Name, IReadOnlySet<Right> Rights, bool OnlyOwn = false)
{
    /// <summary>The sets that every practice has.</summary>
    public static IReadOnlyDictionary<PracticeRole, Role> Shipped { get; } = new[]
    {
        Of(PracticeRole.Administracion, "Administración", [.. RightFacts.OfPractices]),
        Of(PracticeRole.Facturacion, "Facturación", [.. RightFacts.OfPractices.Except([Right.ReadAudit, Right.KeepKeys, Right.AdministratePeople])]),
        Of(PracticeRole.Caja, "Caja", [Right.SeeCharges, Right.Charge, Right.InvoiceTicket]),
        Of(
            PracticeRole.Medico, "Médico",
            [Right.SeePatients, Right.SeeInvoices, Right.SeeSettings, Right.EditPatients, Right.Bill, Right.AskSat], onlyOwn: true),
        Of(PracticeRole.Contador, "Contador", [.. RightFacts.OfPractices.Where(right => !right.Changes())]),
    }.ToDictionary(role => Enum.Parse<PracticeRole>(role.Key));

    private static Role Of(PracticeRole role, string name, HashSet<Right> rights, bool onlyOwn = false) => new($"{role}", name, rights, onlyOwn);
}
