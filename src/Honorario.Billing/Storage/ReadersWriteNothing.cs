using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Honorario.Billing.Storage;

/// <summary>
/// A context opened with a right that only looks sends no command that changes rows, however it is made: bulk updates and deletes and raw
/// SQL too.
/// </summary>
internal sealed class ReadersWriteNothing : DbCommandInterceptor
{
    public static readonly ReadersWriteNothing Instance = new();

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result)
    {
        Check(eventData);
        return base.NonQueryExecuting(command, eventData, result);
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Check(eventData);
        return base.NonQueryExecutingAsync(command, eventData, result, cancellationToken);
    }

    private static void Check(CommandEventData command)
    {
        if (command.Context is HonorarioDb { Access: { MayWrite: false } access } && command.CommandSource != CommandSource.SaveChanges)
            throw new InvalidOperationException($"{access.Right} only looks: nothing can be written with it.");
    }
}
