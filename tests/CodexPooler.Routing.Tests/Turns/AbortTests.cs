using CodexPooler.Routing.Tests.TestData;
using CodexPooler.Testing.Time;
using Shouldly;

namespace CodexPooler.Routing.Tests.Turns;

/// <summary>Clients that leave at any moment, over real sockets: every lease comes back by itself, none has to expire.</summary>
public sealed class AbortTests
{
    private const int Turns = 150;
    private const int Together = 10;

    [Fact]
    public async Task Leases_OfClientsThatLeaveAtAnyMoment_AllComeBack()
    {
        // A clock that stands still: no lease can end by its time.
        var directory = new DirectoryBuilder().Account("acct-plus").Account("acct-pro").Account("acct-team");
        await using var rig = await TurnRig.StartAsync(directory, new ManualTimeProvider(DateTimeOffset.UtcNow));
        var slow = new { delay_before_headers_ms = 4, drip_ms = 2 };
        await rig.ControlAsync("faults", new { route = "responses", times = 0, effect = slow });
        var random = new Random(4);
        var whole = 0;
        (await LeavesAsync(rig, 20_000)).ShouldBeFalse();
        var began = TimeProvider.System.GetTimestamp();
        (await LeavesAsync(rig, 20_000)).ShouldBeFalse();
        var most = (int)(Together * TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
        var moments = Enumerable.Range(0, Turns).Select(_ => random.Next(most));

        await Parallel.ForEachAsync(
            moments, new ParallelOptions { MaxDegreeOfParallelism = Together },
            async (moment, _) => Interlocked.Add(ref whole, await LeavesAsync(rig, moment) ? 0 : 1));

        await Eventually.TrueAsync(
            () => rig.Core.OpenLeases == 0, () => $"{rig.Core.OpenLeases} of {rig.Notes.Selects.Count} leases are open");
        var given = rig.Notes.Selects.Select(s => s.Reply.Lease).Where(l => l is not null).Select(l => l.LeaseId).ToList();
        rig.Notes.Closes.Select(c => c.LeaseId).ShouldBe(given, ignoreOrder: true);
        rig.Core.Live(RouterRig.Pool).Accounts.ShouldAllBe(a => a.InFlight == 0);
        // Some left early and some stayed: neither kind alone would show much.
        whole.ShouldBeInRange(5, Turns - 5);
    }

    private static async Task<bool> LeavesAsync(TurnRig rig, int after)
    {
        using var leaving = new CancellationTokenSource(TimeSpan.FromMilliseconds(after));
        try
        {
            using var answer = await rig.SendAsync("TOKENS:8END", cancellationToken: leaving.Token);
            await answer.Content.ReadAsStringAsync(leaving.Token);
            return false;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }
}
