using System.Threading.Channels;
using CodexPooler.Accounting.Rollups;
using CodexPooler.Accounting.Tests.TestData;
using CodexPooler.Accounting.Usage;
using CodexPooler.Contracts.Ledger.V1;
using CodexPooler.Data;
using CodexPooler.Testing.Postgres;
using CodexPooler.Testing.Time;
using Shouldly;
using Xunit;

namespace CodexPooler.Accounting.Tests.Usage;

public sealed class KeyUsageFeedTests
{
    [PostgresTheory]
    [ClassData(typeof(EnginesTheoryData))]
    public async Task RunAsync_RouterStartsAndTurnsArrive_TellsEverythingThenRunningTotals(DatabaseEngine engine)
    {
        var time = new ManualTimeProvider(Facts.Start.AddHours(30));
        await using var rig = await LedgerRig.CreateAsync(engine, time);
        await rig.WriteAsync(Facts.Turn(1), Facts.Turn(29.9), Facts.Turn(29.9));
        using var stop = new CancellationTokenSource();
        var updates = Channel.CreateUnbounded<KeyUsageUpdate>();
        var feed = new KeyUsageFeed(new KeyUsageReader(rig.Database), time);

        var running = feed.RunAsync(new(), update => updates.Writer.WriteAsync(update).AsTask(), stop.Token);
        var first = await NextAsync(updates);
        (await NextAsync(updates)).CaughtUp.ShouldBeTrue();
        await rig.WriteAsync(Facts.Turn(29.9));
        await Eventually.TrueAsync(() => time.ArmedTimers > 0, "the feed waits");
        time.Advance(TimeSpan.FromSeconds(1));
        var change = await NextAsync(updates);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => running);

        var days = first.Usage.Where(usage => usage.Kind == UsageBucketKind.Day).OrderBy(usage => usage.BucketIndex).ToList();
        days.Select(day => (day.Turns, day.Tokens)).ShouldBe([(1, 1200), (2, 2400)]);
        days[1].BucketIndex.ShouldBe(Facts.Start.AddDays(1).ToUnixTimeMilliseconds() / Buckets.Day);
        first.Usage.Count(usage => usage.Kind == UsageBucketKind.Minute).ShouldBe(1);
        change.Usage.Where(usage => usage.Kind == UsageBucketKind.Minute).Max(usage => usage.Turns).ShouldBe(3);
        change.Usage.Single(
            usage => usage.Kind == UsageBucketKind.Day && usage.BucketIndex == days[1].BucketIndex).Turns.ShouldBe(3);
    }

    /// <summary>A transaction stamps its rows before it commits: a slower one's are older than what was told meanwhile.</summary>
    [PostgresTheory]
    [ClassData(typeof(EnginesTheoryData))]
    public async Task RunAsync_SlowTransactionCommitsLate_IsToldOnceAllTheSame(DatabaseEngine engine)
    {
        var time = new ManualTimeProvider(Facts.Start.AddHours(30));
        await using var rig = await LedgerRig.CreateAsync(engine, time);
        await rig.WriteAsync(Facts.Turn(29.9, key: "slow"), Facts.Turn(29.9, key: "quick"));
        using var stop = new CancellationTokenSource();
        var updates = Channel.CreateUnbounded<KeyUsageUpdate>();
        var running = new KeyUsageFeed(new KeyUsageReader(rig.Database), time).RunAsync(
            new(), update => updates.Writer.WriteAsync(update).AsTask(), stop.Token);
        while (!(await NextAsync(updates)).CaughtUp)
        {
        }

        await TickAsync(time, TimeSpan.FromSeconds(1));
        await NextAsync(updates);
        await TickAsync(time, TimeSpan.FromSeconds(8));
        await WaitsAsync(time);
        await rig.WriteAsync(Facts.Turn(29.9, key: "quick"));
        await TickAsync(time, TimeSpan.FromSeconds(1));
        var quick = await NextAsync(updates);
        var stamp = time.GetUtcNow().AddSeconds(-6).ToUnixTimeMilliseconds();
        await rig.ExecuteAsync($"UPDATE key_minutes SET turns = 7, updated_at = {stamp} WHERE key_id = 'slow'");
        await TickAsync(time, TimeSpan.FromSeconds(1));
        var late = await NextAsync(updates);
        await TickAsync(time, TimeSpan.FromSeconds(1));
        await WaitsAsync(time);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => running);

        quick.Usage.Select(usage => usage.KeyId).Distinct().ShouldBe(["quick"]);
        late.Usage.Select(usage => (usage.KeyId, usage.Turns)).Distinct().ShouldBe([("slow", 7)]);
        updates.Reader.TryRead(out _).ShouldBeFalse();
    }

    private static async Task TickAsync(ManualTimeProvider time, TimeSpan step)
    {
        await WaitsAsync(time);
        time.Advance(step);
    }

    private static Task WaitsAsync(ManualTimeProvider time) =>
        Eventually.TrueAsync(() => time.ArmedTimers > 0, "the feed waits");

    private static async Task<KeyUsageUpdate> NextAsync(Channel<KeyUsageUpdate> updates) =>
        await updates.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));
}
