using CodexPooler.Bench.Edge.Load;
using CodexPooler.Bench.Edge.Loop;
using CodexPooler.Bench.Edge.Proxies;
using CodexPooler.Bench.Edge.Upstream;

namespace CodexPooler.Bench.Edge.Rows;

/// <summary>Turns that end: small JSON, a burst of events, a large body.</summary>
internal sealed class TurnRow(
    string name, string title, Answer answer, Func<Proxy, byte[]> request, int connections, double rate = 0)
    : EdgeRow(name, title)
{
    public override Sample Measure(EventLoop loop, FakeUpstream upstream, Proxy proxy, TimeSpan warm, TimeSpan window)
    {
        upstream.Answer = answer;
        if (rate > 0 && warm > TimeSpan.FromSeconds(2))
        {
            // At its rate alone it would take minutes until the code is compiled as it will stay.
            using var heat = new TurnLoad(loop, proxy.Port, request(proxy), connections);
            loop.Run(warm);
        }

        using var load = new TurnLoad(loop, proxy.Port, request(proxy), connections, rate);
        loop.Run(rate > 0 ? TimeSpan.FromSeconds(1) : warm);
        load.Clear();
        var sample = Window(loop, proxy, window, () => load.Turns, sample => sample with
        {
            P50 = load.Totals.Micros(0.5),
            P99 = load.Totals.Micros(0.99),
            FirstP50 = load.FirstBytes.Micros(0.5),
            Kilobytes = proxy.Process.ResidentKilobytes,
        });
        return load.Turns > 0 && load.WhyFailed is null
            ? sample
            : throw new InvalidOperationException(
                $"{proxy.Name} in {Name}: {load.WhyFailed ?? "no turn ended"}\n{proxy.Process.LastLines}");
    }
}
