using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Leases;

/// <summary>
/// Turns that ended here before their peer's lease was heard of: a failure can be quicker than the news of its beginning. Kept
/// until the news comes, for as long as the lease itself would live.
/// </summary>
internal sealed class EarlyCloses(LeaseOptions options)
{
    private const int AtMost = 4096;

    private readonly Dictionary<LeaseId, CloseRequest> _waiting = [];
    private readonly Queue<(LeaseId Id, long Until)> _until = new();

    public void Add(LeaseId id, CloseRequest request, long now)
    {
        while (_until.TryPeek(out var oldest) && (oldest.Until <= now || _until.Count >= AtMost))
            _waiting.Remove(_until.Dequeue().Id);
        if (_waiting.TryAdd(id, request))
            _until.Enqueue((id, now + (long)options.Lifetime.TotalMilliseconds));
    }

    public CloseRequest? Take(LeaseId id) => _waiting.Count > 0 && _waiting.Remove(id, out var request) ? request : null;
}
