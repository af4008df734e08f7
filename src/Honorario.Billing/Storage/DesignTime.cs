using Microsoft.EntityFrameworkCore.Design;

namespace Honorario.Billing.Storage;

/// <summary>Lets <c>dotnet ef</c> make SQLite's migrations.</summary>
internal sealed class SqliteDesignTime : IDesignTimeDbContextFactory<SqliteHonorarioDb>
{
    public SqliteHonorarioDb CreateDbContext(string[] args) => (SqliteHonorarioDb)new SqliteDatabase("Data Source=:memory:").Open(Access.Machine());
}

/// <summary>Lets <c>dotnet ef</c> make PostgreSQL's migrations; it connects to nothing.</summary>
internal sealed class PostgresDesignTime : IDesignTimeDbContextFactory<PostgresHonorarioDb>
{
    public PostgresHonorarioDb CreateDbContext(string[] args) => (PostgresHonorarioDb)new PostgresDatabase("Host=localhost").Open(Access.Machine());
}
