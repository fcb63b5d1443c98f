using CodexPooler.Bench.Edge.Load;
using CodexPooler.Bench.Edge.Loop;
using CodexPooler.Bench.Edge.Proxies;
using CodexPooler.Bench.Edge.Upstream;

namespace CodexPooler.Bench.Edge.First;

/// <summary>Streams of 200 events at a rate that leaves the edge idle most of the time: what waits, waits for code.</summary>
internal sealed class FirstTurns(int turns, double rate)
{
    private const int Connections = 32;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public FirstSample Measure(EventLoop loop, FakeUpstream upstream, Proxy proxy)
    {
        upstream.Answer = Answer.Burst;
        var request = Requests.Of(proxy, proxy.StreamPath, Bodies.Small(stream: true));
        var cpu = proxy.Process.CpuMicros;
        using var load = new TurnLoad(loop, proxy.Port, request, Connections, rate);
        var done = loop.RunUntil(() => load.Turns >= turns || load.WhyFailed is not null, Limit);
        return done && load.WhyFailed is null
            ? new(load.FirstBytes.Micros(0.5), load.FirstBytes.Micros(0.99), load.Totals.Micros(0.5), load.Totals.Micros(0.99),
                load.Totals.Micros(1), (proxy.Process.CpuMicros - cpu) / turns, load.Failures)
            : throw new InvalidOperationException(
                $"{load.Turns} of {turns} turns. {load.WhyFailed}\n{proxy.Process.LastLines}");
    }
}
