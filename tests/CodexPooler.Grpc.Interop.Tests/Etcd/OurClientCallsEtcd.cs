using System.Security.Cryptography;
using CodexPooler.Grpc.Interop.Tests.Etcd.V3;
using CodexPooler.Testing.Parts;
using Google.Protobuf;
using Grpc.Core;
using Shouldly;

namespace CodexPooler.Grpc.Interop.Tests.Etcd;

/// <summary>Our client against etcd, a real service on grpc-go.</summary>
public sealed class OurClientCallsEtcd(EtcdFixture etcd) : IClassFixture<EtcdFixture>
{
    [ProgramFact("etcd", "etcd-server")]
    public async Task PutAndRange_OnGrpcGo_KeepValuesAndRevisions()
    {
        var store = new KV.KVClient(etcd.Channel);
        var prefix = $"{Guid.NewGuid()}/";
        for (var i = 0; i < 10; i++)
            await store.PutAsync(
                new() { Key = Bytes($"{prefix}{i}"), Value = Bytes($"wert ☃ {i}") }, deadline: Patience.Deadline);
        var second = await store.PutAsync(
            new() { Key = Bytes($"{prefix}3"), Value = Bytes("neu"), PrevKv = true }, deadline: Patience.Deadline);
        second.PrevKv.Value.ToStringUtf8().ShouldBe("wert ☃ 3");

        var range = await store.RangeAsync(
            new() { Key = Bytes(prefix), RangeEnd = Bytes(prefix[..^1] + "0") }, deadline: Patience.Deadline);
        range.Count.ShouldBe(10);
        range.Kvs.Select(kv => kv.Value.ToStringUtf8()).ShouldBe(
            Enumerable.Range(0, 10).Select(i => i == 3 ? "neu" : $"wert ☃ {i}"));
        range.Kvs[3].Version.ShouldBe(2);

        var removed = await store.DeleteRangeAsync(
            new() { Key = Bytes($"{prefix}3"), PrevKv = true }, deadline: Patience.Deadline);
        removed.Deleted.ShouldBe(1);
        removed.PrevKvs.ShouldHaveSingleItem().Value.ToStringUtf8().ShouldBe("neu");
    }

    [ProgramFact("etcd", "etcd-server")]
    public async Task Txn_OnGrpcGo_TakesTheBranchOfItsComparison()
    {
        var store = new KV.KVClient(etcd.Channel);
        var key = Bytes(Guid.NewGuid().ToString());
        var create = new TxnRequest
        {
            Compare = { new Compare { Key = key, Target = Compare.Types.CompareTarget.Create, CreateRevision = 0 } },
            Success = { new RequestOp { RequestPut = new() { Key = key, Value = Bytes("first") } } },
            Failure = { new RequestOp { RequestRange = new() { Key = key } } },
        };
        (await store.TxnAsync(create, deadline: Patience.Deadline)).Succeeded.ShouldBeTrue();
        var again = await store.TxnAsync(create, deadline: Patience.Deadline);
        again.Succeeded.ShouldBeFalse();
        again.Responses.ShouldHaveSingleItem().ResponseRange.Kvs.ShouldHaveSingleItem().Value.ToStringUtf8().ShouldBe("first");
    }

    [ProgramFact("etcd", "etcd-server")]
    public async Task Watch_OnGrpcGo_CarriesBothDirectionsAtOnce()
    {
        var store = new KV.KVClient(etcd.Channel);
        var (one, two) = (Bytes($"one-{Guid.NewGuid()}"), Bytes($"two-{Guid.NewGuid()}"));
        using var watch = new Watch.WatchClient(etcd.Channel).Watch(deadline: Patience.Deadline);
        await watch.RequestStream.WriteAsync(new() { CreateRequest = new() { Key = one } });
        var first = await NextAsync(watch);
        first.Created.ShouldBeTrue();

        for (var i = 0; i < 20; i++)
        {
            await store.PutAsync(new() { Key = one, Value = Bytes($"{i}") }, deadline: Patience.Deadline);
            (await NextAsync(watch)).Events.ShouldHaveSingleItem().Kv.Value.ToStringUtf8().ShouldBe($"{i}");
        }

        await watch.RequestStream.WriteAsync(new() { CreateRequest = new() { Key = two } });
        var second = await NextAsync(watch);
        second.Created.ShouldBeTrue();
        await store.PutAsync(new() { Key = two, Value = Bytes("x") }, deadline: Patience.Deadline);
        (await NextAsync(watch)).WatchId.ShouldBe(second.WatchId);
        await store.DeleteRangeAsync(new() { Key = one }, deadline: Patience.Deadline);
        (await NextAsync(watch)).Events.ShouldHaveSingleItem().Type.ShouldBe(Event.Types.EventType.Delete);

        await watch.RequestStream.WriteAsync(new() { CancelRequest = new() { WatchId = second.WatchId } });
        (await NextAsync(watch)).Canceled.ShouldBeTrue();
    }

    [ProgramFact("etcd", "etcd-server")]
    public async Task Watch_OnGrpcGo_EndsAtItsDeadline()
    {
        using var watch = new Watch.WatchClient(etcd.Channel).Watch(deadline: DateTime.UtcNow.AddSeconds(1));
        await watch.RequestStream.WriteAsync(new() { CreateRequest = new() { Key = Bytes("never") } });
        (await NextAsync(watch)).Created.ShouldBeTrue();
        var failure = await Should.ThrowAsync<RpcException>(() => watch.ResponseStream.MoveNext(default));
        // etcd has the deadline too: when it is first, its own words for it arrive.
        var seenByEtcd = failure.Status is { StatusCode: StatusCode.Unknown, Detail: "context deadline exceeded" };
        (seenByEtcd || failure.StatusCode == StatusCode.DeadlineExceeded).ShouldBeTrue($"{failure.Status}");
    }

    [ProgramFact("etcd", "etcd-server")]
    public async Task Snapshot_OnGrpcGo_StreamsItsBytesWithAMatchingDigest()
    {
        await new KV.KVClient(etcd.Channel).PutAsync(
            new() { Key = Bytes("big"), Value = Payload.OfSize(1 << 20) }, deadline: Patience.Deadline);
        using var call = new Maintenance.MaintenanceClient(etcd.Channel).Snapshot(new(), deadline: Patience.Deadline);
        using var snapshot = new MemoryStream();
        await foreach (var part in call.ResponseStream.ReadAllAsync())
            part.Blob.WriteTo(snapshot);
        // The stream ends with the SHA-256 of everything before it.
        var bytes = snapshot.ToArray();
        bytes.Length.ShouldBeGreaterThan(1 << 20);
        SHA256.HashData(bytes.AsSpan(..^32)).ShouldBe(bytes[^32..]);
    }

    [ProgramFact("etcd", "etcd-server")]
    public async Task Range_WithoutAKey_CarriesGrpcGosStatus()
    {
        var failure = await Should.ThrowAsync<RpcException>(
            async () => await new KV.KVClient(etcd.Channel).RangeAsync(new(), deadline: Patience.Deadline));
        failure.StatusCode.ShouldBe(StatusCode.InvalidArgument);
        failure.Status.Detail.ShouldBe("etcdserver: key is not provided");
    }

    private static async Task<WatchResponse> NextAsync(AsyncDuplexStreamingCall<WatchRequest, WatchResponse> watch)
    {
        (await watch.ResponseStream.MoveNext(default)).ShouldBeTrue();
        return watch.ResponseStream.Current;
    }

    private static ByteString Bytes(string text) => ByteString.CopyFromUtf8(text);
}
