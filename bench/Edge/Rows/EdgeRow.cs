using CodexPooler.Bench.Edge.Loop;
using CodexPooler.Bench.Edge.Proxies;
using CodexPooler.Bench.Edge.Upstream;

namespace CodexPooler.Bench.Edge.Rows;

/// <summary>One line of the table: a kind of work and what it may cost.</summary>
internal abstract class EdgeRow(string name, string title)
{
    public string Name => name;

    public string Title => title;

    public virtual string Unit => "proxy";

    /// <summary>Who is measured, in this order in every round.</summary>
    public IReadOnlyList<string> Proxies { get; init; } = ["edge", "nginx", "portkey"];

    public IReadOnlyList<Goal> Goals { get; init; } = [];

    /// <summary>Loads a proxy, lets it warm up, measures one window.</summary>
    public abstract Sample Measure(EventLoop loop, FakeUpstream upstream, Proxy proxy, TimeSpan warm, TimeSpan window);

    protected static Sample Window(
        EventLoop loop, Proxy proxy, TimeSpan window, Func<long> count, Func<Sample, Sample> complete)
    {
        var memory = proxy.AllocatedBytes();
        var (cpu, busy, before) = (proxy.Process.CpuMicros, Cores.BusyMicros(), count());
        var started = System.Diagnostics.Stopwatch.GetTimestamp();
        loop.Run(window);
        var seconds = System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalSeconds;
        var (used, done) = (proxy.Process.CpuMicros - cpu, count() - before);
        var foreign = Math.Max(0, (Cores.BusyMicros() - busy - used) / (seconds * 1e6));
        var allocated = (proxy.AllocatedBytes() - memory) / done;
        return complete(new(done / seconds, used / done, double.NaN, double.NaN, double.NaN, double.NaN, foreign, allocated));
    }
}
