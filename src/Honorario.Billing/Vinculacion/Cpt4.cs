namespace Honorario.Billing.Vinculacion;

/// <summary>The CPT-4 codes that ship with the product, described in our own words; CPT-4 itself is licensed: a practice imports the rest.</summary>
public static class Cpt4
{
    /// <summary>Codes of consultations, hospital visits and emergencies.</summary>
    public static IReadOnlyDictionary<string, string> Shipped { get; } = new Dictionary<string, string>
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
        ["99221"] = "Visita hospitalaria inicial, de complejidad baja",
        ["99222"] = "Visita hospitalaria inicial, de complejidad moderada",
        ["99223"] = "Visita hospitalaria inicial, de complejidad alta",
        ["99231"] = "Visita hospitalaria subsecuente, de complejidad baja",
        ["99232"] = "Visita hospitalaria subsecuente, de complejidad moderada",
        ["99233"] = "Visita hospitalaria subsecuente, de complejidad alta",
        ["99238"] = "Visita de alta hospitalaria, breve",
        ["99239"] = "Visita de alta hospitalaria, prolongada",
        ["99241"] = "Interconsulta en consultorio, muy breve",
        ["99242"] = "Interconsulta en consultorio, breve",
        ["99243"] = "Interconsulta en consultorio, de complejidad baja",
        ["99244"] = "Interconsulta en consultorio, de complejidad moderada",
        ["99245"] = "Interconsulta en consultorio, de complejidad alta",
        ["99251"] = "Interconsulta en hospital, muy breve",
        ["99252"] = "Interconsulta en hospital, breve",
        ["99253"] = "Interconsulta en hospital, de complejidad baja",
        ["99254"] = "Interconsulta en hospital, de complejidad moderada",
        ["99255"] = "Interconsulta en hospital, de complejidad alta",
        ["99281"] = "Atención de urgencias mínima",
        ["99282"] = "Atención de urgencias de complejidad baja",
        ["99283"] = "Atención de urgencias de complejidad moderada",
        ["99284"] = "Atención de urgencias de complejidad alta",
        ["99285"] = "Atención de urgencias con riesgo para la vida",
    };

    /// <summary>Code and description, or the code alone when it is not among the shipped ones.</summary>
    public static string Describe(string code) => Words(code) is { } text ? $"{code} {text}" : code;

    /// <summary>What a shipped code is, whatever its modifiers (99213-25).</summary>
    public static string? Words(string code) => Shipped.GetValueOrDefault(code.Split('-')[0]);
}
