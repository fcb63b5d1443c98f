using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Edge.Turns;

namespace CodexPooler.Edge.Tests.Turns;

public sealed class ContinuityKeysTests
{
    [Theory]
    [InlineData(PinKind.Session, false)]
    [InlineData(PinKind.PromptCache, false)]
    [InlineData(PinKind.TurnState, false)]
    [InlineData(PinKind.LiveSocket, false)]
    [InlineData(PinKind.PreviousResponse, true)]
    [InlineData(PinKind.File, true)]
    [InlineData(PinKind.EncryptedContent, true)]
    public void Key_SameIdOfTwoKeysOfOnePool_IsSharedOnlyWhereTheUpstreamMadeIt(PinKind kind, bool shared)
    {
        var (one, other) = (Of("one", "pool"), Of("other", "pool"));

        ContinuityKeys.Key(one, kind, "id").Equals(ContinuityKeys.Key(other, kind, "id")).ShouldBe(shared);
        ContinuityKeys.Key(one, kind, "id").ShouldNotBe(ContinuityKeys.Key(Of("one", "another pool"), kind, "id"));
        ContinuityKeys.Key(one, kind, "id").ShouldBe(ContinuityKeys.Key(one, kind, "id"));
    }

    [Fact]
    public void Key_OfManyIds_IsEachOnesOwnHoweverOftenItIsAsked()
    {
        var caller = Of("one", "pool");
        string[] ids = [.. Enumerable.Range(0, 20_000).Select(number => $"id-{number}"), new string('x', 129),
            new string('x', 4000)];
        var first = ids.Select(id => ContinuityKeys.Key(caller, PinKind.Session, id).Clone()).ToList();

        first.Select(key => (key.HashHigh, key.HashLow)).Distinct().Count().ShouldBe(ids.Length);
        for (var at = 0; at < ids.Length; at++) ContinuityKeys.Key(caller, PinKind.Session, ids[at]).ShouldBe(first[at]);
    }

    private static ApiKey Of(string id, string pool) => new() { Id = id, PoolId = pool };
}
