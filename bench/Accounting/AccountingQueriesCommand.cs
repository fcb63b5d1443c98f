using System.Diagnostics;
using CodexPooler.Contracts.Ledger.V1;
using Grpc.Net.Client;
using LedgerClient = CodexPooler.Contracts.Ledger.V1.Ledger.LedgerClient;

namespace CodexPooler.Bench.Accounting;

/// <summary>
/// Questions to a year of turns over gRPC. Summaries read roll-ups, whose size follows days and values, not turns.
/// </summary>
internal sealed class AccountingQueriesCommand : IBenchCommand
{
    private const double GoalMs = 50;
    private const int Rounds = 40;

    public string Name => "accounting-queries";

    public string Usage =>
        "accounting-queries [--engine postgres|sqlite] [--turns 100000]   summaries, log pages over a year, goal p95 50 ms";

    public async Task<int> RunAsync(BenchArguments arguments)
    {
        var turns = (long)arguments.Number("turns", 100_000);
        var folder = Directory.CreateTempSubdirectory("codex-pooler-bench-").FullName;
        await using var app = await Ledgers.StartAsync(Ledgers.EngineOf(arguments), folder, broker: null);
        await app.StartAsync();
        var year = new SeededYear(app.Services, new DateTimeOffset(DateTime.UtcNow.Date.AddDays(-364), TimeSpan.Zero), 364);
        var watch = Stopwatch.StartNew();
        await year.FillAsync(turns);
        Console.WriteLine($"{turns} turns seeded in {watch.Elapsed.TotalSeconds:0} s");
        using var channel = GrpcChannel.ForAddress(app.Urls.Single());
        var ledger = new LedgerClient(channel);
        var window = year.Window;
        watch.Restart();
        var rebuilt = await ledger.RebuildAsync(new() { Window = window });
        Console.WriteLine($"roll-ups of {rebuilt.Turns} turns rebuilt in {watch.Elapsed.TotalSeconds:0} s");
        var good = true;
        foreach (var by in System.Enum.GetValues<Dimension>().Where(by => by != Dimension.Unspecified))
            good &= await MeasureAsync(
                $"summary by {by}", () => ledger.SummarizeAsync(new() { Window = window, By = by }).ResponseAsync);
        good &= await MeasureAsync("log page", () => ledger.ListTurnsAsync(new()).ResponseAsync);
        good &= await MeasureAsync(
            "log page of a key", () =>
            ledger.ListTurnsAsync(new() { KeyId = "0198c0de-0000-7000-8000-000000000217" }).ResponseAsync);
        await app.StopAsync();
        Directory.Delete(folder, recursive: true);
        return good ? 0 : 1;
    }

    private static async Task<bool> MeasureAsync<T>(string what, Func<Task<T>> ask)
    {
        var times = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            await ask();
            if (round >= 5) times.Add(watch.Elapsed.TotalMilliseconds);
        }

        times.Sort();
        var (p50, p95) = (times[times.Count / 2], times[(int)(times.Count * 0.95)]);
        Console.WriteLine($"{what,-28} p50 {p50,7:0.0} ms   p95 {p95,7:0.0} ms");
        return p95 < GoalMs;
    }
}
