using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Continuity;
using CodexPooler.SidecarDouble;
using CodexPooler.SidecarDouble.State;
using CodexPooler.Testing.Time;
using Dapr.Client;
using Shouldly;

namespace CodexPooler.Routing.Tests.Continuity;

/// <summary>Pins in a Dapr state store, over the sidecar's documented HTTP API.</summary>
public sealed class DaprPinStoreTests
{
    [Fact]
    public async Task Find_SavedPin_GivesItBackUntilItsTimeToLiveEnds()
    {
        var time = new ManualTimeProvider();
        var options = new PinOptions();
        var stores = new Dictionary<string, StateStoreProfile> { [options.StateStore] = StateStoreProfile.InMemory };
        await using var sidecar = await Sidecar.StartAsync(new SidecarOptions { AppId = "router", StateStores = stores }, time);
        using var dapr = new DaprClientBuilder().UseHttpEndpoint(sidecar.HttpEndpoint.ToString()).Build();
        var store = new DaprPinStore(dapr, options, time);
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var pin = new PinFact
        {
            Kind = PinKind.EncryptedContent,
            HashHigh = 3,
            HashLow = ulong.MaxValue,
            AccountId = "a",
            Generation = 4,
            AtMs = now,
            ExpiresAtMs = now + 60_000,
            CachedTokens = 9,
        };

        await store.SaveAsync([pin], CancellationToken.None);

        (await store.FindAsync(PinKey.Of(pin), CancellationToken.None)).ShouldBe(pin);
        (await store.FindAsync(new PinKey(PinKind.File, 3, 1), CancellationToken.None)).ShouldBeNull();
        time.Advance(TimeSpan.FromSeconds(61));
        (await store.FindAsync(PinKey.Of(pin), CancellationToken.None)).ShouldBeNull();
    }
}
