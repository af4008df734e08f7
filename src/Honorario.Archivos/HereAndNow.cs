using Honorario.Archivos.Bancos;
using Honorario.Archivos.Constancias;
using Honorario.Archivos.Externos;
using Honorario.Archivos.Imagenes;
using Honorario.Archivos.Lectura;
using Honorario.Archivos.Tablas;

namespace Honorario.Archivos;

/// <summary>Reads where it stands, without limits of time and memory: for files that nobody hostile wrote.</summary>
public sealed class HereAndNow : IArchivos
{
    public Task<Read<Book>> BookAsync(BroughtFile file, int mostRows, CancellationToken cancellation) =>
        Task.FromResult(BookReader.Read(file, new TableLimits(mostRows)));

    public Task<Read<SheetNames>> RowsAsync(BroughtFile file, TableLimits limits, Action<int, Cell[]> row, CancellationToken cancellation) =>
        Task.FromResult(BookReader.Each(file, limits, row));

    public Task<Read<BankFile>> BankAsync(BroughtFile file, CancellationToken cancellation) => Task.FromResult(BankFile.Read(file));

    public Task<Read<ConstanciaData>> ConstanciaAsync(BroughtFile file, Who who, CancellationToken cancellation) =>
        Task.FromResult(ConstanciaReader.Read(file));

    public Task<Read<Pieces>> UnpackAsync(IReadOnlyList<BroughtFile> files, CancellationToken cancellation)
    {
        var contents = new List<byte[]>();
        var read = Unpacker.Read(files, contents.Add);
        for (var at = 0; at < (read.Value?.All.Count ?? 0); at++)
            read.Value!.All[at].Content = contents[at];
        return Task.FromResult(read);
    }

    public Task<Read<Picture>> PictureAsync(BroughtFile file, CancellationToken cancellation) => Task.FromResult(PictureReader.Read(file));
}
