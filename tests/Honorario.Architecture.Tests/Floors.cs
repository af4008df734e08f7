namespace Honorario.Architecture.Tests;

/// <summary>A project and its folders from the ground up.</summary>
/// <param name="Project">Its name without "Honorario.".</param>
/// <param name="Order">Its floors, ground first. A folder knows folders of lower floors only; those of one floor do not know each other.</param>
public sealed record Floors(string Project, IReadOnlyList<string[]> Order)
{
    /// <summary>How the project's own namespace is called here.</summary>
    public const string Root = "(root)";

    public static IReadOnlyList<Floors> All { get; } =
    [
        new(
            "Cfdi",
            [[Root, "Findings", "Anexo20"], ["Catalogs", "Documents"], ["Amounts", "Writing"], ["Composing", "Sealing"], ["Rules"], ["Reading"]]),
        new("Escritura", [[Root]]),
        new("Catalogos", [[Root]]),
        new(
            "Archivos",
            [["Lectura"], ["Tablas", "Imagenes"], ["Paginas"], ["Constancias", "Bancos"], ["Externos"], ["Taller"], [Root]]),
        new("Printing", [["Drawing", "Content"], ["Forms"], [Root]]),
        new("Pac", [[Root]]),
        new("PacSandbox", [[Root], ["Finkok", "Sat", "Sw"]]),
        new("Cli", [[Root]]),
        new("Client", [[Root]]),
        new(
            "Billing",
            [
                ["Kern"], ["Cuentas"], ["Storage"], ["Auditoria", "Outbox"], ["Tareas"], ["DatosFiscales"], ["ServiciosRealizados"],
                    ["Vinculacion", "PreciosPactados"], ["Timbrado"],
                ["Correo"], ["Cancelacion"], ["Facturacion"], ["FacturarPeriodo", "ComplementosPago"], ["NotasDeCredito", "Copagos"],
                ["RegistroDeServicios"], ["Pacientes"],
                ["Cartera", "Aseguradora", "AutoFactura", "Busqueda"], ["Integraciones"], ["Inicio"], [Root],
            ]),
        new(
            "Web",
            [
                ["Security", "Jobs"], ["Cuentas"], ["Components.Shared"], ["Components.Layout"], ["Components.Kit"],
                ["Components.Cuenta", "Components.Configuracion"],
                ["Aseguradora", "Components.Vinculacion", "Components.Aseguradora", "Components.Cobros"], ["Components.AutoFactura", "Components.Cancelacion"],
                ["Components.Servicios"], ["Components.Facturacion"], ["Components.Pagos", "Components.Cartera", "Components.Pacientes"],
                ["Components.Inicio"], ["Components", "Api"], ["Demo"],
                ["Components.Demostracion"], [Root],
            ]),
    ];

    /// <summary>The floor of a folder, 0 for the ground; null for one that is on none.</summary>
    public int? FloorOf(string folder)
    {
        for (var floor = 0; floor < Order.Count; floor++)
        {
            if (Order[floor].Contains(folder))
                return floor;
        }

        return null;
    }

    /// <summary>The folder of a type: the longest declared name that its namespace begins with, or the first part of it.</summary>
    public string FolderOf(string type)
    {
        var home = $"Honorario.{Project}";
        var space = type[..Math.Max(0, type.LastIndexOf('.'))];
        if (space.Length <= home.Length)
            return Root;
        var path = space[(home.Length + 1)..];
        return Order.SelectMany(floor => floor).Where(folder => path == folder || path.StartsWith($"{folder}.", StringComparison.Ordinal))
            .MaxBy(folder => folder.Length) ?? path.Split('.')[0];
    }
}
