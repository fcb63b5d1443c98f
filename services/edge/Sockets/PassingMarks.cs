using System.Collections.Concurrent;

namespace CodexPooler.Edge.Sockets;

/// <summary>What holds for a while. With every new mark the old ones that are over are forgotten: they never pile up.</summary>
internal sealed class PassingMarks<T>(TimeSpan lifetime, TimeProvider time)
    where T : notnull
{
    private readonly ConcurrentDictionary<T, long> _marks = new();

    public bool IsEmpty => _marks.IsEmpty;

    public int Count => _marks.Count;

    public void Set(T id)
    {
        foreach (var (old, since) in _marks)
            if (IsOver(since)) _marks.TryRemove(new(old, since));
        _marks[id] = time.GetTimestamp();
    }

    public void Clear(T id) => _marks.TryRemove(id, out _);

    public bool Has(T id) => _marks.TryGetValue(id, out var since) && !IsOver(since);

    private bool IsOver(long since) => time.GetElapsedTime(since) >= lifetime;
}
