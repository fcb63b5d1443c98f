using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace CodexPooler.Grpc.Health;

/// <summary>Statuses with a signal for those who watch; a watcher that is slow sees the latest, not every one.</summary>
internal sealed class HealthBoard
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ServingStatus> _statuses = new(StringComparer.Ordinal);
    private TaskCompletionSource _change = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task NextChange
    {
        get
        {
            lock (_lock) return _change.Task;
        }
    }

    public ServingStatus? Get(string service)
    {
        lock (_lock) return _statuses.TryGetValue(service, out var status) ? status : null;
    }

    public void Set(string service, ServingStatus? status)
    {
        lock (_lock)
        {
            if (status is { } value) _statuses[service] = value;
            else _statuses.Remove(service);
            Signal();
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _statuses.Clear();
            Signal();
        }
    }

    private void Signal()
    {
        _change.SetResult();
        _change = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
