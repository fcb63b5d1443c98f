namespace CodexPooler.SidecarDouble.Faults;

/// <summary>Which of the coming calls fail, and how slow all of them are.</summary>
public sealed class FaultPlan(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly List<Fault> _faults = [];

    public TimeSpan Latency { get; set; }

    public void FailNext(Fault fault)
    {
        lock (_gate)
            _faults.Add(fault);
    }

    public void Clear()
    {
        lock (_gate)
            _faults.Clear();
        Latency = TimeSpan.Zero;
    }

    internal async Task<Fault?> NextAsync(string path, CancellationToken cancellationToken)
    {
        if (Latency > TimeSpan.Zero)
            await Task.Delay(Latency, time, cancellationToken);
        lock (_gate)
        {
            var index = _faults.FindIndex(fault => path.StartsWith(fault.PathPrefix, StringComparison.Ordinal));
            if (index < 0)
                return null;
            var fault = _faults[index];
            if (fault.Count <= 1)
                _faults.RemoveAt(index);
            else
                _faults[index] = fault with { Count = fault.Count - 1 };
            return fault;
        }
    }
}
