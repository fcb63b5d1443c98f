using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Routing.Directory;

/// <summary>Where the directory comes from.</summary>
internal interface IDirectoryFeed
{
    IAsyncEnumerable<DirectoryUpdate> WatchAsync(long knownVersion, CancellationToken cancellationToken);
}
