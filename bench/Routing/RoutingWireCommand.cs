using CodexPooler.Bench.Grpc;

namespace CodexPooler.Bench.Routing;

/// <summary>Turns (Select and Close) over gRPC beside as many empty calls, on the same connection in turn.</summary>
internal sealed class RoutingWireCommand : IBenchCommand
{
    private const double Goal = 0.6;
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(250);

    public string Name => "routing-wire";

    public string Usage =>
        "routing-wire [--accounts 20] [--seconds 5] [--workers 64] [--warm 15]   Select and Close beside "
        + "empty calls; goal: ratio 0.6";

    public async Task<int> RunAsync(BenchArguments arguments)
    {
        var length = TimeSpan.FromSeconds(arguments.Number("seconds", 5));
        var workers = (int)arguments.Number("workers", 64);
        await using var side = await RouterSide.StartAsync((int)arguments.Number("accounts", 20));
        var warm = TimeSpan.FromSeconds(arguments.Number("warm", 15)) / 2;
        for (var half = 0; half < 2; half++)
        {
            await Load.RunAsync(side.NothingAsync, workers, warm);
            await Load.RunAsync(side.SelectAsync, workers, warm);
        }

        var (empty, turns) = (default(LoadResult), default(LoadResult));
        while (turns.Elapsed < length)
        {
            empty += await Load.RunAsync(side.NothingAsync, workers, Turn);
            turns += await Load.RunAsync(side.SelectAsync, workers, Turn);
        }

        var ratio = turns.PerSecond / empty.PerSecond;
        Console.WriteLine($"pairs of empty calls {empty}   turns {turns}   ratio {ratio:F3} (goal {Goal:F2})");
        return ratio >= Goal ? 0 : 1;
    }
}
