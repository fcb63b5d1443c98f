using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Continuity;
using CodexPooler.Routing.Facts;
using CodexPooler.Routing.Tests.TestData;
using CodexPooler.SidecarDouble;
using CodexPooler.SidecarDouble.State;
using CodexPooler.Testing.Time;
using Dapr;
using Dapr.Client;
using Shouldly;

namespace CodexPooler.Routing.Tests.Continuity;

/// <summary>Pins in a Dapr state store, over the sidecar's documented HTTP API.</summary>
public sealed class DaprPinStoreTests
{
    private static readonly long Expiry = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeMilliseconds();

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

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Save_TwoRoutersWriteOnePin_TheLaterEvidenceStandsWhoeverWritesLast(bool laterFirst)
    {
        await using var sidecar = await RouterSidecar.StartAsync();
        using var dapr = Client(sidecar);
        var (one, other) = (Store(dapr), Store(dapr));
        var (earlier, later) = (Pin("a", at: 1), Pin("b", at: 2));

        var told = laterFirst
            ? (await one.SaveAsync([later], default), await other.SaveAsync([earlier], default))
            : (await one.SaveAsync([earlier], default), await other.SaveAsync([later], default));

        told.Item1.ShouldBeEmpty();
        if (laterFirst) told.Item2.ShouldBe([later]);
        else told.Item2.ShouldBeEmpty();
        (await one.FindAsync(PinKey.Of(earlier), default)).ShouldBe(later);
        // Of equal time and everything else the account's name decides, as in memory.
        (await one.SaveAsync([Pin("a", at: 2)], default)).ShouldBe([later]);
    }

    [Theory]
    [InlineData("in-memory")]
    [InlineData("postgresql")]
    public async Task Save_ManyRoutersAtOnce_EveryPinIsTheStrongestOfAll(string kind)
    {
        var profile = kind == "postgresql" ? StateStoreProfile.PostgreSql : StateStoreProfile.InMemory;
        var stores = new Dictionary<string, StateStoreProfile> { [new PinOptions().StateStore] = profile };
        await using var sidecar = await Sidecar.StartAsync(new SidecarOptions { AppId = "router", StateStores = stores });
        using var dapr = Client(sidecar);
        var random = new Random(5);
        var written = Enumerable.Range(0, 6)
            .Select(_ => Enumerable.Range(0, 30)
                .Select(_ => Enumerable.Range(0, 12)
                    .Select(key => Pin($"account-{random.Next(9)}", random.Next(40), key)).ToList())
                .ToList())
            .ToList();

        await Task.WhenAll(written.Select(async batches =>
        {
            var store = Store(dapr);
            foreach (var batch in batches) await store.SaveAsync(batch, default);
        }));

        foreach (var pins in written.SelectMany(b => b).SelectMany(b => b).GroupBy(PinKey.Of))
        {
            var strongest = pins.Aggregate((held, pin) => FactOrder.Newer(pin, held) ? pin : held);
            (await Store(dapr).FindAsync(pins.Key, default)).ShouldBe(strongest);
        }
    }

    [Fact]
    public async Task Save_StoreIsBroken_SaysSoInsteadOfTryingForEver()
    {
        await using var sidecar = await Sidecar.StartAsync(new SidecarOptions { AppId = "router" });
        using var dapr = Client(sidecar);

        await Should.ThrowAsync<DaprApiException>(() => Store(dapr).SaveAsync([Pin("a", at: 1)], default));
    }

    private static DaprClient Client(Sidecar sidecar) =>
        new DaprClientBuilder().UseHttpEndpoint(sidecar.HttpEndpoint.ToString()).Build();

    private static DaprPinStore Store(DaprClient dapr) => new(dapr, new PinOptions(), TimeProvider.System);

    private static PinFact Pin(string account, long at, int key = 0) => new()
    {
        Kind = PinKind.Session,
        HashHigh = 1,
        HashLow = (ulong)key,
        AccountId = account,
        AtMs = at,
        ExpiresAtMs = Expiry,
    };
}
