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

    private static ApiKey Of(string id, string pool) => new() { Id = id, PoolId = pool };
}
