using CodexPooler.Contracts.Directory.V1;
using Grpc.Core;
using DirectoryBase = CodexPooler.Contracts.Directory.V1.Directory.DirectoryBase;

namespace CodexPooler.Edge.Warmup.Team;

/// <summary>A directory that never changes.</summary>
internal sealed class RehearsalDirectory(RehearsalTeam team) : DirectoryBase
{
    public override async Task Watch(
        WatchRequest request, IServerStreamWriter<DirectoryUpdate> responseStream, ServerCallContext context)
    {
        await responseStream.WriteAsync(team.Directory());
        await Task.Delay(Timeout.Infinite, context.CancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
