namespace CodexPooler.Bench.Grpc;

/// <summary>Unary throughput of CodexPooler.Grpc as a share of bare HTTP/2's, both in this process in turn.</summary>
internal sealed class GrpcRatioCommand : IBenchCommand
{
    private const double Goal = 0.85;
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(250);

    public string Name => "grpc";

    public string Usage =>
        "grpc [--rounds 3] [--seconds 5] [--workers 64] [--warm 15]   unary gRPC beside bare HTTP/2; the goal is a ratio of 0.85";

    public async Task<int> RunAsync(BenchArguments arguments)
    {
        var rounds = (int)arguments.Number("rounds", 3);
        var length = TimeSpan.FromSeconds(arguments.Number("seconds", 5));
        var workers = (int)arguments.Number("workers", 64);
        await using var bare = await BareSide.StartAsync();
        await using var grpc = await GrpcSide.StartAsync();
        // On a busy machine the runtime takes long to compile what runs often; before that the longer way is the slower one.
        var warm = TimeSpan.FromSeconds(arguments.Number("warm", 15)) / 2;
        foreach (IEchoSide side in new IEchoSide[] { bare, grpc, bare, grpc })
            await Load.RunAsync(side.CallAsync, workers, warm);

        var ratios = new List<double>();
        for (var round = 1; round <= rounds; round++)
        {
            // In short turns: a machine that speeds up or slows down meanwhile favours neither.
            var (baseline, measured) = (default(LoadResult), default(LoadResult));
            while (measured.Elapsed < length)
            {
                baseline += await Load.RunAsync(bare.CallAsync, workers, Turn);
                measured += await Load.RunAsync(grpc.CallAsync, workers, Turn);
            }
            ratios.Add(measured.PerSecond / baseline.PerSecond);
            Console.WriteLine($"round {round}: {bare.Name} {baseline}   {grpc.Name} {measured}   ratio {ratios[^1]:F3}");
        }
        var median = ratios.Order().ElementAt(ratios.Count / 2);
        Console.WriteLine($"{workers}-way unary, median of {rounds}: ratio {median:F3} (goal {Goal:F2})");
        return median >= Goal ? 0 : 1;
    }
}
