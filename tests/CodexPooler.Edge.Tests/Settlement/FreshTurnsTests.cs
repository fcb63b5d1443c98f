using CodexPooler.Contracts.Events;
using CodexPooler.Edge.Settlement;

namespace CodexPooler.Edge.Tests.Settlement;

public sealed class FreshTurnsTests
{
    private static readonly SpoolPosition Start = new(1, 100);
    private readonly FreshTurns _fresh = new(Start, most: 3);

    [Fact]
    public void After_WhoKeepsUp_GetsEveryTurnOnceAndInOrder()
    {
        var turns = Add(2);

        var first = _fresh.After(Start, 10)!.Value;
        first.Settled.ShouldBe(turns);
        turns = Add(1, from: 2);

        var second = _fresh.After(first.Next, 10)!.Value;
        second.Settled.ShouldBe(turns);
        _fresh.After(second.Next, 10)!.Value.Records.ShouldBe(0);
    }

    [Fact]
    public void After_NotForgottenYet_GetsTheSameAgain()
    {
        var turns = Add(2);

        _fresh.After(Start, 1)!.Value.Settled.ShouldBe([turns[0]]);
        _fresh.After(Start, 10)!.Value.Settled.ShouldBe(turns);
    }

    [Fact]
    public void After_MoreThanIsKept_SendsToTheFileUntilItHasCaughtUp()
    {
        var turns = Add(5);

        _fresh.After(Start, 10).ShouldBeNull();
        _fresh.After(Place(0), 10).ShouldBeNull();
        _fresh.After(Place(1), 10)!.Value.Settled.ShouldBe(turns[2..]);
    }

    [Fact]
    public void After_BehindABegunRecord_IsNoReasonToReadTheFile()
    {
        var turns = Add(2);

        // The file was read up to a begun record between the two.
        _fresh.After(Place(0) with { Offset = Place(0).Offset + 3 }, 10)!.Value.Settled.ShouldBe([turns[1]]);
    }

    [Fact]
    public void After_ATurnTheFileAloneHas_SendsToTheFile()
    {
        Add(1);
        _fresh.Miss(Place(1));

        _fresh.After(Start, 10).ShouldBeNull();
        _fresh.After(Place(1), 10)!.Value.Records.ShouldBe(0);
    }

    [Fact]
    public void After_AnEarlierLife_SendsToTheFile() => _fresh.After(new(0, 0), 10).ShouldBeNull();

    private static SpoolPosition Place(int turn) => new(1, 110 + (turn * 10));

    private TurnSettled[] Add(int count, int from = 0)
    {
        var turns = Enumerable.Range(from, count).Select(_ => new TurnSettled
        {
            TurnId = Guid.CreateVersion7(),
            StartedAt = default,
            SettledAt = default,
            PoolId = "pool",
            KeyId = "key",
            ModelRequested = "gpt-5.5",
            Transport = "sse",
            Route = "backend.responses",
            Outcome = TurnOutcome.Succeeded,
        }).ToArray();
        for (var place = 0; place < count; place++) _fresh.Add(turns[place], Place(from + place));
        return turns;
    }
}
