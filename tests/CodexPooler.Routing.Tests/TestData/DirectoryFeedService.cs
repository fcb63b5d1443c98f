using CodexPooler.Contracts.Directory.V1;
using Grpc.Core;

namespace CodexPooler.Routing.Tests.TestData;

internal sealed class DirectoryFeedService(AccountsFeed feed) : Contracts.Directory.V1.Directory.DirectoryBase
{
    public override async Task Watch(
        WatchRequest request, IServerStreamWriter<DirectoryUpdate> responseStream, ServerCallContext context)
    {
        await responseStream.WriteAsync(feed.Whole(), context.CancellationToken);
        await foreach (var update in feed.Updates.Reader.ReadAllAsync(context.CancellationToken))
            await responseStream.WriteAsync(update, context.CancellationToken);
    }
}
