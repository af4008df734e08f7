using Honorario.Archivos;

namespace Honorario.Web.Jobs;

/// <summary>Starts the processes that read files before anybody brings one.</summary>
internal sealed class WarmArchivos(IArchivos archivos, ILogger<WarmArchivos> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (archivos is Workshop workshop)
                await workshop.WarmAsync(stoppingToken);
        }
        catch (Exception fault) when (fault is IOException or InvalidOperationException or TimeoutException or System.ComponentModel.Win32Exception)
        {
            log.LogError(fault, "The processes that read files can't be started: no file can be loaded.");
        }
    }
}
