using Honorario.Archivos.Bancos;
using Honorario.Archivos.Constancias;
using Honorario.Archivos.Externos;
using Honorario.Archivos.Imagenes;
using Honorario.Archivos.Lectura;
using Honorario.Archivos.Tablas;

namespace Honorario.Archivos;

/// <summary>Who brings a file: strangers never take all of the room.</summary>
public enum Who
{
    /// <summary>A person who signed in.</summary>
    Person,

    /// <summary>Anybody who has a link.</summary>
    Outsider,
}

/// <summary>The room's door: every file that people bring is read behind it.</summary>
public interface IArchivos
{
    /// <summary>A table: CSV and its like, XLSX, XLS, XML or HTML saved as .xls.</summary>
    /// <param name="file">The file.</param>
    /// <param name="mostRows">More rows than these are refused.</param>
    /// <param name="cancellation">Ends the reading.</param>
    Task<Read<Book>> BookAsync(BroughtFile file, int mostRows, CancellationToken cancellation);

    /// <summary>A table of any length: its rows are handed on while they are read, and nobody holds all of them.</summary>
    /// <param name="file">The file.</param>
    /// <param name="limits">More than these are refused, after rows were handed on.</param>
    /// <param name="row">Takes the number of a sheet and its next row.</param>
    /// <param name="cancellation">Ends the reading.</param>
    Task<Read<SheetNames>> RowsAsync(BroughtFile file, TableLimits limits, Action<int, Cell[]> row, CancellationToken cancellation);

    /// <summary>A bank's statement, in any format.</summary>
    Task<Read<BankFile>> BankAsync(BroughtFile file, CancellationToken cancellation);

    /// <summary>A Constancia de Situación Fiscal.</summary>
    Task<Read<ConstanciaData>> ConstanciaAsync(BroughtFile file, Who who, CancellationToken cancellation);

    /// <summary>XMLs, PDFs and ZIPs of them, each told what it is.</summary>
    Task<Read<Pieces>> UnpackAsync(IReadOnlyList<BroughtFile> files, CancellationToken cancellation);

    /// <summary>A logo.</summary>
    Task<Read<Picture>> PictureAsync(BroughtFile file, CancellationToken cancellation);
}
