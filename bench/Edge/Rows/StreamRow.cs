using CodexPooler.Bench.Edge.Load;
using CodexPooler.Bench.Edge.Loop;
using CodexPooler.Bench.Edge.Proxies;
using CodexPooler.Bench.Edge.Upstream;

namespace CodexPooler.Bench.Edge.Rows;

/// <summary>Open streams, each event a write of its own: what a model that answers looks like.</summary>
internal sealed class StreamRow(string name, string title, int streams, double rate) : EdgeRow(name, title)
{
    private static readonly TimeSpan OpeningLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);

    public override string Unit => "stream";

    public override Sample Measure(EventLoop loop, FakeUpstream upstream, Proxy proxy, TimeSpan warm, TimeSpan window)
    {
        (upstream.Answer, upstream.Rate) = (Answer.Paced, rate);
        var request = Requests.Of(proxy, proxy.StreamPath, Bodies.Small(stream: true));
        using var load = new StreamLoad(loop, proxy.Port, request, streams);
        try
        {
            load.Open(OpeningLimit);
        }
        catch (InvalidOperationException cause)
        {
            throw new InvalidOperationException($"{proxy.Name} in {Name}: {cause.Message}\n{proxy.Process.LastLines}", cause);
        }

        loop.Run(warm < Settling ? Settling : warm);
        load.Ages.Clear();
        var sample = Window(loop, proxy, window, () => load.Ages.Count, sample => sample with
        {
            P50 = load.Ages.Micros(0.5),
            P99 = load.Ages.Micros(0.99),
            Kilobytes = (double)proxy.Process.ResidentKilobytes / streams,
        });
        load.Dispose();
        // The proxy notices that they left before the next row begins.
        loop.RunUntil(() => upstream.Streams == 0, OpeningLimit);
        return sample;
    }
}
