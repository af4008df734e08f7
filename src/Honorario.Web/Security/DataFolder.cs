namespace Honorario.Web.Security;

/// <summary>The folder of the database and the master key: its owner's and nobody else's.</summary>
internal static class DataFolder
{
    private const UnixFileMode OwnFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes the folder and its database file, or takes from others what they could read. SQLite's other files take after the database's.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="databaseFile">The database's name in it; null when it is elsewhere.</param>
    /// <returns>The folder's full path.</returns>
    public static string Open(string path, string? databaseFile)
    {
        if (OperatingSystem.IsWindows())
            return Directory.CreateDirectory(path).FullName;
        var folder = Directory.CreateDirectory(path, OwnFolder);
        File.SetUnixFileMode(folder.FullName, OwnFolder);
        if (databaseFile is not null)
            Create(Path.Combine(folder.FullName, databaseFile)).Dispose();
        Close(folder.FullName);
        return folder.FullName;
    }

    /// <summary>Takes from others what was made in it since.</summary>
    public static void Close(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        foreach (var file in Directory.EnumerateFiles(folder))
            File.SetUnixFileMode(file, OwnFile);
    }

    /// <summary>Writes a file that only its owner reads.</summary>
    public static async Task WriteAsync(string path, IEnumerable<string> lines)
    {
        await using var file = Create(path);
        file.SetLength(0);
        await using var text = new StreamWriter(file);
        foreach (var line in lines)
            await text.WriteLineAsync(line);
    }

    private static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnFile;
        return new FileStream(path, options);
    }
}
