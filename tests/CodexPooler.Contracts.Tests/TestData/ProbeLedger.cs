using System.Collections.Concurrent;
using CodexPooler.Contracts.Messaging;

namespace CodexPooler.Contracts.Tests.TestData;

/// <summary>What a consumer has seen, by id: as a ledger keeps it.</summary>
public sealed class ProbeLedger
{
    private readonly ConcurrentDictionary<Guid, int> _seen = new();
    private int _largestBatch;

    public int Distinct => _seen.Count;

    public int LargestBatch => _largestBatch;

    public IReadOnlyCollection<Guid> Ids => [.. _seen.Keys];

    /// <summary>Decides what becomes of a batch before it is kept; throws to refuse it.</summary>
    public Action<IReadOnlyList<Probed>> Before { get; set; } = static _ => { };

    public void Keep(IReadOnlyList<Probed> messages)
    {
        Before(messages);
        InterlockedMax(messages.Count);
        foreach (var message in messages) _seen.AddOrUpdate(message.Id, 1, (_, times) => times + 1);
    }

    private void InterlockedMax(int count)
    {
        int seen;
        while ((seen = Volatile.Read(ref _largestBatch)) < count) Interlocked.CompareExchange(ref _largestBatch, count, seen);
    }

    public sealed class Handler(ProbeLedger ledger) : IMessageHandler<Probed>
    {
        public Task HandleAsync(IReadOnlyList<Probed> messages, CancellationToken cancellationToken)
        {
            ledger.Keep(messages);
            return Task.CompletedTask;
        }
    }
}
