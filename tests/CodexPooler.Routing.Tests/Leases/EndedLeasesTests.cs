using System.Runtime.CompilerServices;
using CodexPooler.Routing.Leases;
using CodexPooler.Routing.State;
using Shouldly;

namespace CodexPooler.Routing.Tests.Leases;

public sealed class EndedLeasesTests
{
    private const long Start = 1_767_225_600_000;
    private const int Turns = 200_000;
    private static readonly TimeSpan Remember = TimeSpan.FromMinutes(2);

    [Fact]
    public void Find_AmongManyThatEndedOverMinutes_KnowsEachUntilItsTimeIsOver()
    {
        var ended = new EndedLeases(Remember);
        // A turn ends each millisecond: after two minutes one is forgotten each millisecond.
        for (var turn = 0; turn < Turns; turn++)
        {
            ended.Sweep(Start + turn);
            ended.Find(Id(turn)).ShouldBeNull();
            ended.Add(new EndedLease(Id(turn), Start + turn, Start + turn + 30_000, Start + turn - 5), Start + turn);
        }

        var last = Start + Turns - 1;
        for (var turn = 0; turn < Turns; turn++)
            (ended.Find(Id(turn)) is { } found && found.ClosedAt == Start + turn && found.OpenedAt == Start + turn - 5)
                .ShouldBe(Start + turn + 120_000 > last);
        ended.All().Count().ShouldBe(120_000);
    }

    [Fact]
    public void Find_IdsInNoOrderOfTime_KnowsThemToo()
    {
        var ended = new EndedLeases(Remember);
        var dice = new Random(7);
        var ids = Enumerable.Range(0, 5000)
            .Select(_ => new LeaseId(new TurnId((ulong)dice.NextInt64(), (ulong)dice.NextInt64()), dice.Next(1, 5))).ToList();
        foreach (var (id, place) in ids.Select((id, place) => (id, place)))
        {
            ended.Sweep(Start + (place * 20));
            ended.Add(new EndedLease(id, Start, Start, Start), Start + (place * 20));
        }

        ids.ShouldAllBe(id => ended.Find(id) != null);
        ids.Select(id => id with { Attempt = id.Attempt + 9 }).ShouldAllBe(id => ended.Find(id) == null);
    }

    [Fact]
    public void Memory_OfASteadyLoad_IsBoundedAndGivenBack()
    {
        var ended = new EndedLeases(TimeSpan.FromSeconds(15));
        var now = Start;
        var turn = 0;
        // 20 turns a millisecond for 20 seconds: 300,000 are remembered at a time.
        for (; now < Start + 20_000; now++)
        {
            ended.Sweep(now);
            for (var i = 0; i < 20; i++)
                ended.Add(new EndedLease(Id(turn++), now, now + 30_000, now), now);
        }

        ended.Held.ShouldBeInRange(300_000, 300_000 * 10 / 8);
        ended.Capacity.ShouldBeLessThan(700_000);
        Unsafe.SizeOf<EndedLease>().ShouldBe(48);

        // Then one a second: what the busy time needed is given back as soon as its turns are forgotten.
        for (var second = 0; second < 20; second++, now += 1000)
        {
            ended.Sweep(now);
            ended.Add(new EndedLease(Id(turn++), now, now + 30_000, now), now);
        }

        ended.Capacity.ShouldBeLessThan((2 * EndedTable.AtMost) + 1000);
        for (var second = 0; second < 20; second++, now += 1000)
        {
            ended.Sweep(now);
            ended.Add(new EndedLease(Id(turn++), now, now + 30_000, now), now);
        }

        ended.Capacity.ShouldBeLessThan(1000);
        ended.Sweep(now + 60_000);
        (ended.Held, ended.Capacity).ShouldBe((0, 0));
    }

    // As edges make them: the time first.
    private static LeaseId Id(int turn) =>
        new(new TurnId(((ulong)(Start + (turn / 20)) << 16) | 0x7000, (ulong)turn * 0x9E37_79B9_7F4A_7C15), 1);
}
