using System.Collections.Concurrent;
using CodexPooler.Accounts.Registry.Watching;
using CodexPooler.Data;
using Grpc.Core;

namespace CodexPooler.Accounts.Registry.Storage;

/// <summary>
/// Commits the changes of this process in groups. Versions and audit entries are one chain, so changes cannot run side by side;
/// a commit of each on its own would wait for the disk once a change (measured: 390/s on PostgreSQL).
/// </summary>
internal sealed class GroupCommit(IDatabase database, ChangeSignal changes, TimeProvider time) : IDisposable
{
    private const int Largest = 128;
    private readonly ConcurrentQueue<PendingChange> _queue = new();
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Whoever has the turn commits what has gathered, its own change among it.</summary>
    public async Task<T> RunAsync<T>(PendingChange<T> change, CancellationToken cancellationToken)
    {
        _queue.Enqueue(change);
        try
        {
            await _turn.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            if (change.TryWithdraw()) throw;
            return await change.Done;
        }

        try
        {
            while (!change.IsTaken) await CommitAsync(Take());
        }
        finally
        {
            _turn.Release();
        }

        return await change.Done;
    }

    public void Dispose() => _turn.Dispose();

    private List<PendingChange> Take()
    {
        var taken = new List<PendingChange>();
        while (taken.Count < Largest && _queue.TryDequeue(out var change))
            if (change.TryTake())
                taken.Add(change);
        return taken;
    }

    private async Task CommitAsync(List<PendingChange> group)
    {
        try
        {
            await database.WriteAsync((transaction, token) => ApplyAsync(transaction, group, token), CancellationToken.None);
            foreach (var change in group) change.Complete();
            changes.Raise();
        }
        catch (Exception cause) when (
            group.Count == 1 || cause is DatabaseUnavailableException or CommitOutcomeUnknownException)
        {
            foreach (var change in group) change.Fail(cause);
        }
        catch (Exception)
        {
            // One of them broke the transaction: alone, each succeeds or fails for itself.
            foreach (var change in group) await CommitAsync([change]);
        }
    }

    private async Task<bool> ApplyAsync(
        System.Data.Common.DbTransaction transaction, List<PendingChange> group, CancellationToken cancellationToken)
    {
        var directory = await DirectoryTransaction.BeginAsync(transaction, group.Count, time.GetUtcNow(), cancellationToken);
        foreach (var pending in group)
        {
            var change = directory.Next(pending.Actor);
            pending.Refusal = null;
            try
            {
                await pending.RunAsync(change);
                await change.FlushAsync();
            }
            catch (RpcException refusal) when (!change.HasWritten)
            {
                pending.Refusal = refusal;
            }
        }

        return true;
    }
}
