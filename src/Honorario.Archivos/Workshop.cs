using System.Text;
using System.Text.Json;
using Honorario.Archivos.Bancos;
using Honorario.Archivos.Constancias;
using Honorario.Archivos.Externos;
using Honorario.Archivos.Imagenes;
using Honorario.Archivos.Lectura;
using Honorario.Archivos.Tablas;
using Honorario.Archivos.Taller;

namespace Honorario.Archivos;

/// <summary>
/// Reads files in child processes, out of reach of what they may do: each has hard limits of memory and time, is kept warm and replaced when it fails.
/// Persons and outsiders have children of their own, so that none takes the others' place.
/// </summary>
/// <param name="patience">The longest that a child may take by the clock; null for a quarter of a minute. What is too complicated is told long before, as
/// <see cref="Child"/> counts its work: by then it is the machine that did not come to it.</param>
public sealed class Workshop(TimeSpan? patience = null) : IArchivos, IDisposable
{
    private readonly TimeSpan _patience = patience ?? TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(4);
    private const string Busy = "Hay muchos archivos en espera: inténtalo otra vez en un minuto.";
    private readonly Lane _people = new(children: 2, queue: 20);
    private readonly Lane _outsiders = new(children: 1, queue: 8);

    /// <summary>Process ids of the children that wait for a question.</summary>
    internal IReadOnlyList<int> Children => [.. _people.Waiting, .. _outsiders.Waiting];

    /// <summary>Starts the children ahead of the first file.</summary>
    public Task WarmAsync(CancellationToken cancellation) => Task.WhenAll(_people.WarmAsync(cancellation), _outsiders.WarmAsync(cancellation));

    public async Task<Read<Book>> BookAsync(BroughtFile file, int mostRows, CancellationToken cancellation)
    {
        var taker = new BookTaker();
        return taker.Of(await RowsAsync(file, new TableLimits(mostRows), taker.Add, cancellation));
    }

    public Task<Read<SheetNames>> RowsAsync(BroughtFile file, TableLimits limits, Action<int, Cell[]> row, CancellationToken cancellation)
    {
        void Take(byte[] bytes)
        {
            var part = JsonSerializer.Deserialize<SheetPart>(bytes, Frames.Json)!;
            foreach (var cells in part.Rows)
                row(part.Sheet, cells);
        }

        return AskAsync<SheetNames>(Who.Person, Work.Book, limits, [file], "guárdalo otra vez como CSV, o divídelo", Take, cancellation);
    }

    public Task<Read<BankFile>> BankAsync(BroughtFile file, CancellationToken cancellation) =>
        AskAsync<BankFile>(Who.Person, Work.Bank, null, [file], "pide al banco un periodo más corto, o en CSV", _ => { }, cancellation);

    public Task<Read<ConstanciaData>> ConstanciaAsync(BroughtFile file, Who who, CancellationToken cancellation) =>
        AskAsync<ConstanciaData>(who, Work.Constancia, null, [file], "descarga otra vez la Constancia del portal del SAT", _ => { }, cancellation);

    public async Task<Read<Pieces>> UnpackAsync(IReadOnlyList<BroughtFile> files, CancellationToken cancellation)
    {
        var contents = new List<byte[]>();
        var read = await AskAsync<Pieces>(Who.Person, Work.Unpack, null, files, "carga los archivos sin comprimir, o en partes", contents.Add, cancellation);
        for (var at = 0; at < (read.Value?.All.Count ?? 0); at++)
            read.Value!.All[at].Content = contents[at];
        return read;
    }

    public async Task<Read<Picture>> PictureAsync(BroughtFile file, CancellationToken cancellation)
    {
        var content = Array.Empty<byte>();
        var read = await AskAsync<Picture>(
            Who.Person, Work.Picture, null, [file], "guárdala más pequeña, como PNG o JPEG", bytes => content = bytes, cancellation);
        if (read.Ok)
            read.Value.Content = content;
        return read;
    }

    public void Dispose()
    {
        _people.Dispose();
        _outsiders.Dispose();
    }

    private async Task<Read<T>> AskAsync<T>(
        Who who, Work work, TableLimits? limits, IReadOnlyList<BroughtFile> files, string instead, Action<byte[]> bytes, CancellationToken cancellation)
        where T : class
    {
        var name = files.Count == 1 ? files[0].Name : "Lo que cargaste";
        var question = new Question(work, limits, [.. files.Select(file => file.Name)], [.. files.Select(file => file.Content.Length)]);
        (FrameKind Kind, byte[] Content) last = (default, []);
        try
        {
            var lane = who == Who.Outsider ? _outsiders : _people;
            var used = await lane.UseAsync(
                Wait, async child => last = await child.AskAsync(question, files, _patience, bytes, cancellation), cancellation);
            if (!used)
                return new Read<T>(null, Busy);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new Read<T>(null, $"{name} no se terminó de leer porque el servidor está muy ocupado: inténtalo otra vez en un minuto.");
        }
        catch (Exception ended) when (ended is EndOfStreamException or InvalidDataException)
        {
            return new Read<T>(null, $"{name} no se puede leer: por dentro es demasiado grande o complicado, o está dañado; {instead}.");
        }
        catch (Exception fault) when (fault is TimeoutException or System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            return new Read<T>(null, "El servidor no pudo abrir el archivo en este momento: inténtalo otra vez en un minuto.");
        }

        return last.Kind == FrameKind.Value ? JsonSerializer.Deserialize<T>(last.Content, Frames.Json)!
            : new Read<T>(null, Encoding.UTF8.GetString(last.Content));
    }
}
