using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Replication;

/// <summary>What an operator asked that only another router may know. Used under the replicator's lock.</summary>
internal sealed class PeerQuestions
{
    private readonly List<PeerQuestion> _open = [];
    private HashSet<string> _unasked = [];

    public PeerQuestion Ask(string turnId, IEnumerable<string> peers)
    {
        var question = new PeerQuestion(turnId, peers);
        if (question.Answered.IsCompleted)
            return question;
        _open.Add(question);
        _unasked.Add(turnId);
        return question;
    }

    public IReadOnlyCollection<string> TakeUnasked()
    {
        if (_unasked.Count == 0)
            return [];
        var asked = _unasked;
        _unasked = [];
        return asked;
    }

    public void AskAgain(IEnumerable<string> turnIds) => _unasked.UnionWith(turnIds);

    public void Take(FactBatch answer)
    {
        foreach (var question in _open.Where(q => q.TurnId == answer.About))
            question.Take(answer);
    }

    public ExplainReply End(PeerQuestion question)
    {
        _open.Remove(question);
        return question.Read();
    }
}
