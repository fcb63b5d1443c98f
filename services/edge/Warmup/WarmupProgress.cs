using System.Globalization;

namespace CodexPooler.Edge.Warmup;

/// <summary>How many of a warm-up's turns are done.</summary>
internal sealed class WarmupProgress(int all)
{
    private int _done;

    public int Done => Volatile.Read(ref _done);

    public int All => all;

    public void Advance() => Interlocked.Increment(ref _done);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Done:N0} of {all:N0} turns");
}
