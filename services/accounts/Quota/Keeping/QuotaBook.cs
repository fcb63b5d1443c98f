using System.Runtime.CompilerServices;
using CodexPooler.Accounts.Quota.Evidence;

namespace CodexPooler.Accounts.Quota.Keeping;

/// <summary>The evidence of every account in memory. Watchers that are slow skip what was overtaken meanwhile.</summary>
internal sealed class QuotaBook
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, (long Sequence, AccountEvidence Evidence)> _accounts = [];
    private readonly Dictionary<Guid, AccountEvidence> _unsaved = [];
    private readonly TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _sequence;

    /// <summary>Ends when the store has been read once: before that an empty answer would be a lie.</summary>
    public Task Loaded => _loaded.Task;

    public AccountEvidence Of(Guid accountId)
    {
        lock (_lock) return _accounts.TryGetValue(accountId, out var held) ? held.Evidence : AccountEvidence.None;
    }

    public IReadOnlyList<KeyValuePair<Guid, AccountEvidence>> All()
    {
        lock (_lock) return [.. _accounts.Select(account => KeyValuePair.Create(account.Key, account.Value.Evidence))];
    }

    /// <summary>Takes evidence from anywhere; it is saved with the next batch.</summary>
    public AccountEvidence Absorb(Guid accountId, AccountEvidence evidence)
    {
        lock (_lock)
        {
            var merged = Put(accountId, evidence);
            _unsaved[accountId] = _unsaved.TryGetValue(accountId, out var waiting) ? waiting.Merge(evidence) : evidence;
            return merged;
        }
    }

    /// <summary>Takes what the store holds.</summary>
    public void Load(IEnumerable<EvidenceRow> rows)
    {
        lock (_lock)
            foreach (var row in rows) Put(row.AccountId, EvidenceJson.Read(row.Body));
        _loaded.TrySetResult();
    }

    public IReadOnlyDictionary<Guid, AccountEvidence> TakeUnsaved()
    {
        lock (_lock)
        {
            var taken = new Dictionary<Guid, AccountEvidence>(_unsaved);
            _unsaved.Clear();
            return taken;
        }
    }

    /// <summary>What could not be saved waits for the next batch.</summary>
    public void PutBack(IReadOnlyDictionary<Guid, AccountEvidence> unsaved)
    {
        lock (_lock)
            foreach (var (accountId, evidence) in unsaved)
                _unsaved[accountId] = _unsaved.TryGetValue(accountId, out var newer) ? newer.Merge(evidence) : evidence;
    }

    /// <summary>Everything, then every account whenever its evidence changed.</summary>
    public async IAsyncEnumerable<KeyValuePair<Guid, AccountEvidence>> WatchAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = 0L;
        while (true)
        {
            var (changed, upTo, next) = Since(seen);
            seen = upTo;
            foreach (var account in changed) yield return account;
            await next.WaitAsync(cancellationToken);
        }
    }

    private (List<KeyValuePair<Guid, AccountEvidence>> Changed, long UpTo, Task Next) Since(long sequence)
    {
        lock (_lock)
        {
            var changed = _accounts.Where(account => account.Value.Sequence > sequence)
                .Select(account => KeyValuePair.Create(account.Key, account.Value.Evidence)).ToList();
            return (changed, _sequence, _next.Task);
        }
    }

    private AccountEvidence Put(Guid accountId, AccountEvidence evidence)
    {
        var held = _accounts.TryGetValue(accountId, out var found) ? found.Evidence : null;
        var merged = held?.Merge(evidence) ?? evidence;
        if (held is not null && EvidenceJson.Write(merged) == EvidenceJson.Write(held)) return held;
        _accounts[accountId] = (++_sequence, merged);
        var raised = _next;
        _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
        raised.TrySetResult();
        return merged;
    }
}
