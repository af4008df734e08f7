using System.Collections;
using System.Text.Json;

namespace Honorario.Archivos.Lectura;

/// <summary>
/// A long list that lies in a file: memory holds one block of it and where the others are. The file has no name that anybody could open, and
/// is gone with the list or with the process. A short list has no file.
/// </summary>
public sealed class Spool<T> : IReadOnlyList<T>, IDisposable
{
    private const int Block = 500;
    private readonly Lock _gate = new();
    private readonly List<(long At, int Length)> _blocks = [];
    private readonly List<T> _last = [];
    private (int Number, List<T> Items) _read = (-1, []);
    private FileStream? _file;

    public int Count
    {
        get
        {
            lock (_gate)
                return (_blocks.Count * Block) + _last.Count;
        }
    }

    public T this[int index]
    {
        get
        {
            lock (_gate)
                return index / Block == _blocks.Count ? _last[index % Block] : Read(index / Block)[index % Block];
        }
    }

    public void Add(T item)
    {
        lock (_gate)
        {
            _last.Add(item);
            if (_last.Count == Block)
                Write();
        }
    }

    public IEnumerator<T> GetEnumerator()
    {
        for (var at = 0; at < Count; at++)
            yield return this[at];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose()
    {
        lock (_gate)
            _file?.Dispose();
    }

    private void Write()
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(_last);
        _file ??= Open();
        var at = _file.Seek(0, SeekOrigin.End);
        _file.Write(json);
        _blocks.Add((at, json.Length));
        _last.Clear();
    }

    private List<T> Read(int number)
    {
        if (_read.Number == number)
            return _read.Items;
        var (at, length) = _blocks[number];
        var json = new byte[length];
        _file!.Seek(at, SeekOrigin.Begin);
        _file.ReadExactly(json);
        _read = (number, JsonSerializer.Deserialize<List<T>>(json)!);
        return _read.Items;
    }

    private static FileStream Open()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (OperatingSystem.IsWindows())
            options.Options = FileOptions.DeleteOnClose;
        else
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), options);
        if (!OperatingSystem.IsWindows())
            File.Delete(file.Name);
        return file;
    }
}
