using CodexPooler.Contracts.Directory.V1;
using Grpc.Core;

namespace CodexPooler.Bench.Edge.Hosting;

/// <summary>A directory that never changes.</summary>
internal sealed class BenchDirectory : Contracts.Directory.V1.Directory.DirectoryBase
{
    public override async Task Watch(
        WatchRequest request, IServerStreamWriter<DirectoryUpdate> responseStream, ServerCallContext context)
    {
        await responseStream.WriteAsync(HostSettings.Directory());
        await Task.Delay(Timeout.Infinite, context.CancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
