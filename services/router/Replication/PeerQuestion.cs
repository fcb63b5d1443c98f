using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Replication;

/// <summary>One turn that the peers are asked about, and what they have said so far.</summary>
internal sealed class PeerQuestion(string turnId, IEnumerable<string> peers)
{
    private readonly HashSet<string> _silent = [.. peers];
    private readonly List<DecisionRecord> _told = [];
    private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string TurnId => turnId;

    public Task Answered => _silent.Count == 0 ? Task.CompletedTask : _answered.Task;

    public void Take(FactBatch answer)
    {
        if (!_silent.Remove(answer.Origin))
            return;
        _told.AddRange(answer.Decisions);
        if (_silent.Count == 0)
            _answered.TrySetResult();
    }

    public ExplainReply Read() => new() { Decisions = { _told }, Silent = { _silent.Order(StringComparer.Ordinal) } };
}
