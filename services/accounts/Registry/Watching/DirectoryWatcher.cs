using System.Threading.Channels;
using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Accounts.Registry.Watching;

/// <summary>
/// One watcher's bounded queue. When it is full the watcher has fallen behind: its queue ends and it starts over.
/// </summary>
internal sealed class DirectoryWatcher(string name)
{
    private const int Pending = 1024;

    private readonly Channel<DirectoryUpdate> _queue = Channel.CreateBounded<DirectoryUpdate>(
        new BoundedChannelOptions(Pending) { SingleReader = true, SingleWriter = true, FullMode = BoundedChannelFullMode.Wait });

    public string Name { get; } = name;

    public ChannelReader<DirectoryUpdate> Updates => _queue.Reader;

    public void Offer(DirectoryUpdate update)
    {
        if (!_queue.Writer.TryWrite(update)) _queue.Writer.TryComplete();
    }
}
