using System.Runtime.CompilerServices;
using CodexPooler.Contracts.Directory.V1;
using Grpc.Core;

namespace CodexPooler.Routing.Directory;

internal sealed class AccountsDirectoryFeed(
    [FromKeyedServices(RoutingModule.Accounts)] CallInvoker accounts, RouterCore core) : IDirectoryFeed
{
    public async IAsyncEnumerable<DirectoryUpdate> WatchAsync(
        long knownVersion, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var client = new Contracts.Directory.V1.Directory.DirectoryClient(accounts);
        var request = new WatchRequest { Watcher = "router/" + core.Replica, KnownVersion = knownVersion };
        using var call = client.Watch(request, cancellationToken: cancellationToken);
        while (await call.ResponseStream.MoveNext(cancellationToken))
            yield return call.ResponseStream.Current;
    }
}
