using CodexPooler.Bench.Edge.Load;
using CodexPooler.Bench.Edge.Loop;
using CodexPooler.Bench.Edge.Proxies;
using CodexPooler.Bench.Edge.Upstream;

namespace CodexPooler.Bench.Edge.Rows;

/// <summary>Turns over open WebSockets: a message and its answer of some frames.</summary>
internal sealed class SocketRow(string name, string title, int sockets, int frames, double rate = 0) : EdgeRow(name, title)
{
    private const int HeatSockets = 8;
    private static readonly TimeSpan OpeningLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);

    public override string Unit => "socket";

    public override Sample Measure(EventLoop loop, FakeUpstream upstream, Proxy proxy, TimeSpan warm, TimeSpan window)
    {
        upstream.Frames = frames;
        // At its rate alone it would take minutes until the code is compiled as it will stay.
        if (rate > 0) using (Opened(loop, proxy, HeatSockets, rate: 0)) loop.Run(warm);
        using var load = Opened(loop, proxy, sockets, rate);
        loop.Run(rate > 0 ? Settling : warm);
        load.Clear();
        var sample = Window(loop, proxy, window, () => load.Answers, sample => sample with
        {
            P50 = load.Trips.Micros(0.5),
            P99 = load.Trips.Micros(0.99),
            Kilobytes = (double)proxy.Process.ResidentKilobytes / sockets,
        });
        return load.Answers > 0 && load.WhyFailed is null ? sample : throw Failed(proxy, load.WhyFailed ?? "no turn ended");
    }

    private SocketLoad Opened(EventLoop loop, Proxy proxy, int count, double rate)
    {
        var load = new SocketLoad(loop, rate);
        try
        {
            load.Open(proxy, count, OpeningLimit);
            return load;
        }
        catch (InvalidOperationException cause)
        {
            load.Dispose();
            throw Failed(proxy, cause.Message);
        }
    }

    private InvalidOperationException Failed(Proxy proxy, string why) =>
        new($"{proxy.Name} in {Name}: {why}\n{proxy.Process.LastLines}");
}
