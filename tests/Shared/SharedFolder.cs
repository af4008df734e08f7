namespace Honorario.Tests;

/// <summary>Finds SAT's published material, which lies beside the checkout.</summary>
internal static class SharedFolder
{
    /// <summary>The path of a file of SAT's material, e.g. <c>Sat("samples", "pago20-sealed.xml")</c>.</summary>
    public static string Sat(params string[] parts) => Path.Combine([Root.Value, "sat", .. parts]);

    private static readonly Lazy<string> Root = new(() =>
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var shared = Path.Combine(folder.FullName, "shared");
            if (Directory.Exists(Path.Combine(shared, "sat")))
                return shared;
        }

        throw new DirectoryNotFoundException("The folder shared/sat was not found above " + AppContext.BaseDirectory);
    });
}
