using System.Diagnostics;

namespace CodexPooler.Bench.Grpc;

/// <summary>Calls from many workers at once for a while.</summary>
internal static class Load
{
    public static async Task<LoadResult> RunAsync(Func<Task> call, int workers, TimeSpan length)
    {
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var clock = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(async () =>
        {
            var done = 0L;
            for (; clock.Elapsed < length; done++)
                await call();
            return done;
        })));
        var elapsed = clock.Elapsed;
        return new(counts.Sum(), elapsed, GC.GetTotalAllocatedBytes(precise: true) - allocated);
    }
}
