using CodexPooler.Accounts.Access;
using CodexPooler.Contracts.Directory.V1;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using Rpc = CodexPooler.Contracts.Directory.V1.Directory;

namespace CodexPooler.Accounts.Registry.Watching;

/// <summary>Streams the directory to edges and routers.</summary>
internal sealed class DirectoryService(
    CallerAccess access, DirectoryFeed feed, ILogger<DirectoryService> logger) : Rpc.DirectoryBase
{
    public override async Task Watch(
        WatchRequest request, IServerStreamWriter<DirectoryUpdate> responseStream, ServerCallContext context)
    {
        access.RequireDirectoryCaller(context);
        var cancellation = context.CancellationToken;
        await feed.Loaded.WaitAsync(cancellation);
        var known = request.KnownVersion;
        Log.Joined(logger, request.Watcher, known);
        while (true)
        {
            var (watcher, first) = feed.Join(request.Watcher, known);
            try
            {
                foreach (var update in first) await responseStream.WriteAsync(update, cancellation);
                await foreach (var update in watcher.Updates.ReadAllAsync(cancellation))
                    await responseStream.WriteAsync(update, cancellation);
            }
            finally
            {
                feed.Leave(watcher);
            }

            Log.FellBehind(logger, request.Watcher);
            known = 0;
        }
    }
}
