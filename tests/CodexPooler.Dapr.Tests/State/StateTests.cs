using System.Net;
using CodexPooler.Dapr.Tests.TestData;
using CodexPooler.Testing.Time;
using Dapr;
using Dapr.Client;
using Shouldly;

namespace CodexPooler.Dapr.Tests.State;

public sealed class StateTests
{
    // The etag of dapr/dapr pkg/api/http/http_test.go TestV1StateEndpoints: every character a typed HTTP header would refuse.
    private const string AwkwardETag = "`~!@#$%^&*()_+-={}[]|\\:\";'<>?,./'";

    [Fact]
    public async Task Get_Missing_IsDefaultWithEmptyETag()
    {
        await using var sidecar = await TestSidecar.StartAsync();

        (await sidecar.Client.GetStateAsync<Pin>(TestSidecar.Store, "bad-key")).ShouldBeNull();
        (await sidecar.Client.GetStateAndETagAsync<Pin>(TestSidecar.Store, "bad-key")).ShouldBe((null, ""));
    }

    [Theory]
    [InlineData("good-key")]
    [InlineData("with/slash")]
    [InlineData("with space + plus % percent ?&=#")]
    [InlineData("ünïcode-鍵")]
    public async Task Save_ThenGet_IsTheValue(string key)
    {
        await using var sidecar = await TestSidecar.StartAsync();

        await sidecar.Client.SaveStateAsync(TestSidecar.Store, key, new Pin("acct", 3));

        (await sidecar.Client.GetStateAsync<Pin>(TestSidecar.Store, key)).ShouldBe(new Pin("acct", 3));
        await sidecar.Client.DeleteStateAsync(TestSidecar.Store, key);
        (await sidecar.Client.GetStateAsync<Pin>(TestSidecar.Store, key)).ShouldBeNull();
    }

    [Theory]
    [InlineData(AwkwardETag)]
    [InlineData("123")]
    [InlineData("W/\"weak\"")]
    public async Task TrySave_OpaqueETag_IsSentBackAsItCame(string etag)
    {
        await using var sidecar = await TestSidecar.StartAsync();
        sidecar.Sidecar.State.NextETag = () => etag;
        await sidecar.Client.SaveStateAsync(TestSidecar.Store, "good-key", 1);

        (await sidecar.Client.GetStateAndETagAsync<int>(TestSidecar.Store, "good-key")).ShouldBe((1, etag));
        (await sidecar.Client.TrySaveStateAsync(TestSidecar.Store, "good-key", 2, etag)).ShouldBeTrue();
        (await sidecar.Client.TryDeleteStateAsync(TestSidecar.Store, "good-key", "BAD ETAG")).ShouldBeFalse();
        (await sidecar.Client.TryDeleteStateAsync(TestSidecar.Store, "good-key", etag)).ShouldBeTrue();
    }

    [Fact]
    public async Task TrySave_StaleETag_IsFalseAndWritesNothing()
    {
        await using var sidecar = await TestSidecar.StartAsync();
        await sidecar.Client.SaveStateAsync(TestSidecar.Store, "key", "first");
        var (_, stale) = await sidecar.Client.GetStateAndETagAsync<string>(TestSidecar.Store, "key");
        await sidecar.Client.SaveStateAsync(TestSidecar.Store, "key", "second");

        (await sidecar.Client.TrySaveStateAsync(TestSidecar.Store, "key", "third", stale)).ShouldBeFalse();

        (await sidecar.Client.GetStateAsync<string>(TestSidecar.Store, "key")).ShouldBe("second");
    }

    [Theory]
    [InlineData(TestSidecar.Store)]
    [InlineData("pg")] // A plain 500 there: the client looks again.
    public async Task TrySave_EmptyETag_CreatesOnce(string store)
    {
        await using var sidecar = await TestSidecar.StartAsync();

        (await sidecar.Client.TrySaveStateAsync(store, "key", "mine", "")).ShouldBeTrue();
        (await sidecar.Client.TrySaveStateAsync(store, "key", "yours", "")).ShouldBeFalse();

        (await sidecar.Client.GetStateAsync<string>(store, "key")).ShouldBe("mine");
    }

    [Fact]
    public async Task TrySave_ManyCreateAtOnce_OneWins()
    {
        await using var sidecar = await TestSidecar.StartAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 32).Select(index =>
            sidecar.Client.TrySaveStateAsync("pg", "key", index, "")));

        results.Count(won => won).ShouldBe(1);
    }

    [Fact]
    public async Task TrySave_BrokenStore_Throws()
    {
        await using var sidecar = await TestSidecar.StartAsync();
        sidecar.Sidecar.Faults.FailNext(new() { Status = 500, ErrorCode = "ERR_STATE_SAVE", PathPrefix = "/v1.0/state/pg" });

        var failure = await Should.ThrowAsync<DaprApiException>(() => sidecar.Client.TrySaveStateAsync("pg", "key", 1, ""));

        failure.ErrorCode.ShouldBe("ERR_STATE_SAVE");
    }

    [Fact]
    public async Task Save_WithTtl_Expires()
    {
        var time = new ManualTimeProvider();
        await using var sidecar = await TestSidecar.StartAsync(time: time);
        await sidecar.Client.SaveStateAsync(
            TestSidecar.Store, "key", 1, metadata: new Dictionary<string, string> { ["ttlInSeconds"] = "60" });

        time.Advance(TimeSpan.FromSeconds(59));
        (await sidecar.Client.GetStateAsync<int?>(TestSidecar.Store, "key")).ShouldBe(1);
        time.Advance(TimeSpan.FromSeconds(1));
        (await sidecar.Client.GetStateAsync<int?>(TestSidecar.Store, "key")).ShouldBeNull();
    }

    [Fact]
    public async Task GetBulk_SomeMissing_AnswersEachKey()
    {
        await using var sidecar = await TestSidecar.StartAsync();
        await sidecar.Client.SaveBulkStateAsync<Pin>(
            TestSidecar.Store, [new("a", new Pin("x", 1)), new("b", new Pin("y", 2))]);

        var raw = await sidecar.Client.GetBulkStateAsync(TestSidecar.Store, ["a", "missing"]);
        var typed = await sidecar.Client.GetBulkStateAsync<Pin>(TestSidecar.Store, ["b", "missing"], parallelism: 2);

        raw[0].Value.ShouldBe("""{"account":"x","generation":1}""");
        raw[0].ETag.ShouldNotBeEmpty();
        raw[1].ShouldBe(new BulkStateItem("missing", "", ""));
        typed[0].Value.ShouldBe(new Pin("y", 2));
        typed[1].Value.ShouldBeNull();
    }

    [Fact]
    public async Task Get_UnknownStore_CarriesStatusAndCode()
    {
        await using var sidecar = await TestSidecar.StartAsync();

        var failure = await Should.ThrowAsync<DaprApiException>(() => sidecar.Client.GetStateAsync<int>("nope", "key"));

        failure.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        failure.ErrorCode.ShouldBe("ERR_STATE_STORE_NOT_FOUND");
    }

    private sealed record Pin(string Account, int Generation);
}
