using System.Threading.Channels;
using CodexPooler.Contracts.Directory.V1;
using Grpc.Core;

namespace CodexPooler.Accounts.Tests.TestData;

/// <summary>A watcher's copy of the directory, kept the way an edge keeps it.</summary>
internal sealed class WatchedDirectory : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly Channel<long> _versions = Channel.CreateUnbounded<long>();
    private readonly Task _reading;

    public WatchedDirectory(AccountsHost host, long known = 0) => _reading = ReadAsync(host, known);

    public Dictionary<string, ApiKey> Keys { get; } = [];

    public Dictionary<string, Pool> Pools { get; } = [];

    public Dictionary<string, Account> Accounts { get; } = [];

    public Dictionary<string, AccountModels> Models { get; } = [];

    public int Resets { get; private set; }

    /// <summary>Waits until the copy satisfies the condition after some complete update.</summary>
    public async Task UntilAsync(Func<WatchedDirectory, bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (await _versions.Reader.WaitToReadAsync(limit.Token))
            while (_versions.Reader.TryRead(out _))
                if (condition(this))
                    return;
        throw new InvalidOperationException("The watch ended before the condition held.");
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _reading;
        _end.Dispose();
    }

    private async Task ReadAsync(AccountsHost host, long known)
    {
        try
        {
            using var call = host.Directory.Watch(
                new() { Watcher = "test", KnownVersion = known }, cancellationToken: _end.Token);
            await foreach (var update in call.ResponseStream.ReadAllAsync(_end.Token)) Apply(update);
        }
        catch (Exception cause) when (cause is OperationCanceledException or RpcException { StatusCode: StatusCode.Cancelled })
        {
            _versions.Writer.TryComplete();
        }
        catch (RpcException cause)
        {
            _versions.Writer.TryComplete(cause);
        }
    }

    private void Apply(DirectoryUpdate update)
    {
        if (update.Reset)
        {
            Resets++;
            Keys.Clear();
            Pools.Clear();
            Accounts.Clear();
            Models.Clear();
        }

        foreach (var change in update.Changes)
        {
            if (change.ApiKey is { } key) Keys[key.Id] = key;
            if (change.AccountModels is { } models) Models[models.AccountId] = models;
            if (change.Account is { } account) Accounts[account.Id] = account;
            if (change.Pool is { } pool) Pools[pool.Id] = pool;
            if (change.Removed is { Kind: Removal.Types.Kind.Pool } removed) Pools.Remove(removed.Id);
        }

        if (update.Complete) _versions.Writer.TryWrite(update.Version);
    }
}
