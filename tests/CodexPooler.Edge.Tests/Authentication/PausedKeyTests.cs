using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Edge.Authentication;
using CodexPooler.Edge.Errors;
using CodexPooler.Edge.Tests.TestData;
using CodexPooler.Testing.Time;
using Google.Protobuf.WellKnownTypes;

namespace CodexPooler.Edge.Tests.Authentication;

public sealed class PausedKeyTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void Authenticate_PauseWithAnEnd_IsServedFromThenOnWithoutBeingTold()
    {
        var keys = Paused(_time.GetUtcNow().AddHours(1).ToTimestamp());

        keys.Authenticate($"Bearer {TestDirectory.Key}", out var before).ShouldBeNull();
        _time.Advance(TimeSpan.FromHours(1));
        var after = keys.Authenticate($"Bearer {TestDirectory.Key}", out var refusal);

        before.ShouldNotBeNull().Kind.ShouldBe(ErrorCode.ApiKeyPaused);
        (after?.Key.Id, refusal).ShouldBe(("key-1", null));
    }

    [Fact]
    public void Authenticate_PauseWithoutAnEnd_IsRefusedHoweverLongItLasts()
    {
        var keys = Paused(null);

        _time.Advance(TimeSpan.FromDays(1000));

        keys.Authenticate($"Bearer {TestDirectory.Key}", out var refusal).ShouldBeNull();
        refusal.ShouldNotBeNull().Kind.ShouldBe(ErrorCode.ApiKeyPaused);
    }

    private KeyAuthenticator Paused(Timestamp? until)
    {
        var key = TestDirectory.TeamKey;
        (key.Status, key.Pause) = (ApiKeyStatus.Paused, new Pause { Until = until });
        return new(TestDirectory.WithKey(key).Holder, _time);
    }
}
