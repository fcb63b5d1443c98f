namespace CodexPooler.Bench.Grpc;

/// <summary>Unary and duplex calls for minutes: neither the live heap nor the allocation per call may grow.</summary>
internal sealed class GrpcSoakCommand : IBenchCommand
{
    private const int Samples = 10;
    private const int Workers = 32;
    private const long HeapNoise = 4 << 20;

    public string Name => "grpc-soak";

    public string Usage => "grpc-soak [--minutes 10]   calls for minutes; fails when the heap or the allocation per call grows";

    public async Task<int> RunAsync(BenchArguments arguments)
    {
        var slice = TimeSpan.FromMinutes(arguments.Number("minutes", 10)) / Samples;
        await using var side = await GrpcSide.StartAsync();
        var taken = new List<(long Heap, double BytesPerCall)>();
        for (var sample = 1; sample <= Samples; sample++)
        {
            var result = await Load.RunAsync(() => RoundAsync(side), Workers, slice);
            var heap = GC.GetTotalMemory(forceFullCollection: true);
            taken.Add((heap, result.BytesPerCall));
            Console.WriteLine(FormattableString.Invariant(
                $"{sample,3}/{Samples}: {result}   heap {heap >> 10:N0} KiB, working set {Environment.WorkingSet >> 20} MiB"));
        }
        // The first sample warms up; the rest must stay level.
        var (first, last) = (taken[1], taken[^1]);
        var level = last.Heap <= first.Heap * 1.1 + HeapNoise && last.BytesPerCall <= first.BytesPerCall * 1.05;
        Console.WriteLine(level
            ? "level: neither heap nor allocation per call grew"
            : "GREW: compare the second and the last line");
        return level ? 0 : 1;
    }

    private static async Task RoundAsync(GrpcSide side)
    {
        await side.CallAsync();
        using var duplex = side.Client.Duplex();
        for (var i = 0; i < 4; i++)
        {
            await duplex.RequestStream.WriteAsync(EchoSample.Message);
            await duplex.ResponseStream.MoveNext(CancellationToken.None);
        }
        await duplex.RequestStream.CompleteAsync();
        await duplex.ResponseStream.MoveNext(CancellationToken.None);
    }
}
