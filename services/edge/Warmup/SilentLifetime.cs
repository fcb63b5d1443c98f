using Microsoft.Extensions.Hosting;

namespace CodexPooler.Edge.Warmup;

/// <summary>The process's signals are for the host that owns it.</summary>
internal sealed class SilentLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
