namespace Honorario.Billing.Vinculacion;

/// <summary>The CPT-4 codes that ship with the product, described in our own words; CPT-4 itself is licensed.</summary>
public static class Cpt4
{
    private static readonly Dictionary<string, string> Descriptions = new()
    {
        ["99201"] = "Consulta de primera vez, muy breve",
        ["99202"] = "Consulta de primera vez, breve",
        ["99203"] = "Consulta de primera vez, de complejidad baja",
        ["99204"] = "Consulta de primera vez, de complejidad moderada",
        ["99205"] = "Consulta de primera vez, de complejidad alta",
        ["99211"] = "Consulta subsecuente mínima",
        ["99212"] = "Consulta subsecuente breve",
        ["99213"] = "Consulta subsecuente de complejidad baja",
        ["99214"] = "Consulta subsecuente de complejidad moderada",
        ["99215"] = "Consulta subsecuente de complejidad alta",
    };

    /// <summary>Code and description, or the code alone when it is not among the shipped ones.</summary>
    public static string Describe(string code) => Descriptions.TryGetValue(code, out var text) ? $"{code} {text}" : code;
}
