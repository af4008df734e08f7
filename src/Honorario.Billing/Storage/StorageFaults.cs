using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Honorario.Billing.Storage;

/// <summary>What keeps the data from being read or written, as a sentence for whoever runs the installation.</summary>
public static class StorageFaults
{
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;
    private const int DiskFull = 28;
    private const int DiskFullOnWindows = 112;

    /// <summary>Null when the fault is of another kind: a bug.</summary>
    /// <param name="fault">What was thrown.</param>
    /// <param name="where">The folder of the data.</param>
    public static string? Sentence(Exception fault, string where) => fault switch
    {
        SqliteException { SqliteErrorCode: Corrupt or NotADatabase } =>
            $"La base de datos de {where} está dañada o incompleta: no se tocó. Restaura tu último respaldo en esa carpeta; guarda aparte la dañada, por si "
                + "se puede rescatar algo.",
        SqliteException { SqliteErrorCode: ReadOnly } => NotWritable(where),
        SqliteException { SqliteErrorCode: Full } => NoSpace(where),
        SqliteException { SqliteErrorCode: CannotOpen } =>
            $"No se puede abrir la base de datos de {where}: revisa que la carpeta exista y que el usuario del servicio pueda leerla y escribir en ella.",
        SqliteException { SqliteErrorCode: InputOutput } =>
            $"El disco de {where} no responde como debe (falla de lectura o escritura): revísalo antes de iniciar otra vez.",
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } =>
            "PostgreSQL no aceptó el usuario o la contraseña de ConnectionStrings__Postgres.",
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } =>
            "El usuario de ConnectionStrings__Postgres no puede crear ni cambiar tablas en esa base de datos: dale permiso.",
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => "El servidor PostgreSQL no tiene espacio en disco: libera espacio e inicia otra vez.",
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } =>
            "El servidor PostgreSQL sólo permite leer (¿es una réplica?): usa el principal en ConnectionStrings__Postgres.",
        NpgsqlException { InnerException: SocketException or TimeoutException or IOException } =>
            "No hay conexión con el servidor de ConnectionStrings__Postgres: revisa que esté encendido y que la dirección y el puerto sean los suyos.",
        UnauthorizedAccessException => NotWritable(where),
        InvalidDataException told => told.Message,
        IOException full when (full.HResult & 0xFFFF) is DiskFull or DiskFullOnWindows => NoSpace(where),
        IOException => $"No se puede leer o escribir en {where}: {fault.Message}",
        { InnerException: { } inner } => Sentence(inner, where),
        _ => null,
    };

    private static string NotWritable(string where) =>
        $"No se puede escribir en {where}: revisa los permisos de la carpeta y de sus archivos, y que el disco no sea de sólo lectura.";

    private static string NoSpace(string where) => $"No hay espacio en el disco de {where}: libera espacio e inicia otra vez. Lo guardado está completo.";
}
