using System.Net;
using System.Text;
using CodexPooler.Dapr.Tests.TestData;
using Dapr;
using Dapr.Client;
using Shouldly;

namespace CodexPooler.Dapr.Tests.State;

/// <summary>dapr/dapr pkg/api/http/http_test.go TestV1StateEndpoints (transactions) and onPostStateTransaction.</summary>
public sealed class StateTransactionTests
{
    [Fact]
    public async Task Execute_UpsertAndDelete_BothHappen()
    {
        await using var sidecar = await TestSidecar.StartAsync();
        await sidecar.Client.SaveStateAsync(TestSidecar.Store, "old", 1);

        await sidecar.Client.ExecuteStateTransactionAsync(
            TestSidecar.Store,
            [Upsert("new", "2"), new StateTransactionRequest("old", null, StateOperationType.Delete)]);

        (await sidecar.Client.GetStateAsync<int?>(TestSidecar.Store, "new")).ShouldBe(2);
        (await sidecar.Client.GetStateAsync<int?>(TestSidecar.Store, "old")).ShouldBeNull();
    }

    [Fact]
    public async Task Execute_LostETagRace_Is500AndNothingHappens()
    {
        await using var sidecar = await TestSidecar.StartAsync();
        await sidecar.Client.SaveStateAsync(TestSidecar.Store, "key", 1);

        var failure = await Should.ThrowAsync<DaprApiException>(() => sidecar.Client.ExecuteStateTransactionAsync(
            TestSidecar.Store, [Upsert("other", "2"), Upsert("key", "3", "BAD ETAG")]));

        failure.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        failure.ErrorCode.ShouldBe("ERR_STATE_TRANSACTION");
        (await sidecar.Client.GetStateAsync<int?>(TestSidecar.Store, "other")).ShouldBeNull();
        (await sidecar.Client.GetStateAsync<int?>(TestSidecar.Store, "key")).ShouldBe(1);
    }

    [Fact]
    public async Task Execute_StoreWithoutTransactions_IsRefused()
    {
        await using var sidecar = await TestSidecar.StartAsync();

        var failure = await Should.ThrowAsync<DaprApiException>(() =>
            sidecar.Client.ExecuteStateTransactionAsync(TestSidecar.PlainStore, [Upsert("key", "1")]));

        failure.ErrorCode.ShouldBe("ERR_STATE_STORE_NOT_SUPPORTED");
    }

    [Fact]
    public async Task Execute_ValueThatIsNotJson_IsRefusedHere()
    {
        await using var sidecar = await TestSidecar.StartAsync();

        await Should.ThrowAsync<ArgumentException>(() =>
            sidecar.Client.ExecuteStateTransactionAsync(TestSidecar.Store, [Upsert("key", "not json")]));
    }

    private static StateTransactionRequest Upsert(string key, string json, string? etag = null) =>
        new(key, Encoding.UTF8.GetBytes(json), StateOperationType.Upsert, etag);
}
