using CodexPooler.Bench.Edge.Load;
using CodexPooler.Bench.Edge.Proxies;
using CodexPooler.Bench.Edge.Upstream;

namespace CodexPooler.Bench.Edge.Rows;

/// <summary>The table. Goals are of the edge; ratios are of one run, because microseconds are of one machine.</summary>
internal static class EdgeRows
{
    private static readonly byte[] SmallJson = Bodies.Small(stream: false);
    private static readonly byte[] SmallStream = Bodies.Small(stream: true);
    private static readonly byte[] Packed = Bodies.Zstd(Bodies.Large);

    public static IReadOnlyList<EdgeRow> All { get; } =
    [
        new StreamRow("paced", "an event of 2,000 streams at 10/s", 2000, 10)
        {
            Goals = [Goal.Ratio("nginx", 1.6, 1.25), Goal.Below("portkey", 2.5, 2.5)],
        },
        new TurnRow("small", "a small JSON turn, 32 at once", Answer.Json,
        proxy => Requests.Of(proxy, proxy.JsonPath, SmallJson), 32)
        {
            Goals = [Goal.Ratio("nginx", 2, 1.3), Goal.Below("portkey", 20, 32)],
        },
        new TurnRow("burst", "a stream of 200 events at once, 32 at once", Answer.Burst, Streamed, 32)
        {
            Goals = [Goal.Ratio("nginx", 1.4, 1.1), Goal.Below("portkey", 25, 25)],
        },
        new TurnRow(
            "body", $"a turn with a body of {Bodies.Large.Length >> 10} KB, 8 at once", Answer.Burst,
            proxy => Requests.Of(proxy, proxy.StreamPath, Bodies.Large), 8)
        {
            Goals = [Goal.Ratio("nginx", 1.8, 1.3), Goal.Below("portkey", 10, 10)],
        },
        new TurnRow(
            "body-zstd", $"the same body, sent as {Packed.Length >> 10} KB of zstd", Answer.Burst,
            proxy => Requests.Of(proxy, proxy.StreamPath, Packed, "zstd"), 8)
        {
            Proxies = ["edge", "nginx"],
            Goals = [Goal.Ratio("nginx", 2.5, 1.3)],
        },
        new TurnRow(
            "rate", "small JSON turns at 1,000/s over 64 connections", Answer.Json,
            proxy => Requests.Of(proxy, proxy.JsonPath, SmallJson), 64, rate: 1000)
        {
            Goals = [new("p99 ms", result => result.Of("edge")!.P99 / 1000, 0.6, 0.3)],
        },
        new StreamRow("delay", "an event of 200 streams at 20/s", 200, 20)
        {
            Goals =
            [
                new("delay p50 us", result => result.Of("edge")!.P50, 60, 52),
                new("delay p99 us", result => result.Of("edge")!.P99, 250, 120),
            ],
        },
        new StreamRow("streams", "an event of 9,800 streams at 2/s", 9800, 2)
        {
            Proxies = ["edge", "nginx"],
            Goals =
            [
                new("delay p99 ms", result => result.Of("edge")!.P99 / 1000, 5, 1),
                new("RSS KB a stream", result => result.Of("edge")!.Kilobytes, 40, 25),
            ],
        },
        new SocketRow("ws", "a turn of two frames on 1,000 WebSockets, 1/s on each", sockets: 1000, frames: 2, rate: 1)
        {
            Proxies = ["edge", "nginx"],
            Goals = [Goal.Ratio("nginx", 1.4, 1.2)],
        },
        new SocketRow("ws-burst", "an answer of 200 frames over a WebSocket, 8 at once", sockets: 8, frames: 200)
        {
            Proxies = ["edge", "nginx"],
            Goals = [Goal.Ratio("nginx", 3, 1.5)],
        },
        new TurnRow("router", "the first byte with the router in a process of its own", Answer.Burst, Streamed, 1)
        {
            Proxies = ["edge+router", "edge"],
            Goals = [new("first byte, ms more", FirstByteMore, 1.5, 1.5),
            new("CPU us of the calls", CallCost, double.PositiveInfinity, 20)],
        },
        new TurnRow("router-32", "the same, 32 at once", Answer.Burst, Streamed, 32)
        {
            Proxies = ["edge+router", "edge"],
            Goals = [new("CPU us of the calls", CallCost, double.PositiveInfinity, 20)],
        },
    ];

    private static byte[] Streamed(Proxy proxy) => Requests.Of(proxy, proxy.StreamPath, SmallStream);

    private static double FirstByteMore(RowResult result) =>
        (result.Of("edge+router")!.FirstP50 - result.Of("edge")!.FirstP50) / 1000;

    private static double CallCost(RowResult result) => result.Of("edge+router")!.CpuMicros - result.Of("edge")!.CpuMicros;
}
