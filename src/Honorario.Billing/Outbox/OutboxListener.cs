using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Honorario.Billing.Outbox;

/// <summary>On PostgreSQL, hears of messages that other processes wrote (a trigger notifies at their commit). On SQLite there is nothing to hear.</summary>
public sealed class OutboxListener(IDatabase database, OutboxSignal signal, ILogger<OutboxListener> log)
{
    /// <summary>The channel of the trigger on the table outbox.</summary>
    internal const string Channel = "honorario_outbox";

    private static readonly TimeSpan Again = TimeSpan.FromSeconds(10);

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await using var db = database.Open(Access.Machine());
                if (db.Database.GetDbConnection() is not NpgsqlConnection connection)
                    return;
                await connection.OpenAsync(stop);
                connection.Notification += (_, _) => signal.Raise();
                await using (var listen = new NpgsqlCommand($"LISTEN {Channel}", connection))
                    await listen.ExecuteNonQueryAsync(stop);
                signal.Raise();
                while (true)
                    await connection.WaitAsync(stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                log.LogWarning(fault, "The database's notifications were lost; the outbox looks by itself every two seconds until they are back");
                await Task.Delay(Again, CancellationToken.None);
            }
        }
    }
}
