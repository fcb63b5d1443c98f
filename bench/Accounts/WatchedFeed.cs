using System.Diagnostics;
using System.Globalization;
using CodexPooler.Contracts.Directory.V1;
using Grpc.Core;
using Client = CodexPooler.Contracts.Directory.V1.Directory.DirectoryClient;

namespace CodexPooler.Bench.Accounts;

/// <summary>
/// One watcher. A changed key's name tells when its change was asked for, so that the delay includes the commit.
/// </summary>
internal sealed class WatchedFeed(Client directory)
{
    private readonly TaskCompletionSource _joined = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public List<double> DelaysMs { get; } = [];

    public int Resets { get; private set; }

    public Task Joined => _joined.Task;

    /// <summary>The Pool's last name has arrived: everything before it has, too.</summary>
    public Task Ended => _ended.Task;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var call = directory.Watch(new() { Watcher = "bench" }, cancellationToken: cancellationToken);
            await foreach (var update in call.ResponseStream.ReadAllAsync(cancellationToken)) Take(update);
        }
        catch (Exception cause) when (cause is OperationCanceledException or RpcException { StatusCode: StatusCode.Cancelled })
        {
            _joined.TrySetCanceled(CancellationToken.None);
        }
    }

    private void Take(DirectoryUpdate update)
    {
        if (update.Reset) Resets++;
        var now = Stopwatch.GetTimestamp();
        if (_joined.Task.IsCompleted)
        {
            foreach (var change in update.Changes)
            {
                if (change.Pool?.Name == AccountsWatchCommand.LastName) _ended.TrySetResult();
                if (change.ApiKey is { } key && long.TryParse(key.Name, CultureInfo.InvariantCulture, out var asked))
                    DelaysMs.Add(Stopwatch.GetElapsedTime(asked, now).TotalMilliseconds);
            }
        }

        if (update.Complete) _joined.TrySetResult();
    }
}
