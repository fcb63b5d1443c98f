using System.Net;
using System.Net.Http.Headers;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Contracts.Ledger.V1;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Testing;
using CodexPooler.Testing.Topology;
using CodexPooler.Topology.Tests.TestData;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using Shouldly;
using Xunit;

namespace CodexPooler.Topology.Tests;

/// <summary>Who reaches the services' interfaces in one process, where no sidecar keeps strangers out.</summary>
public sealed class GrpcGateTests
{
    // What a sidecar would vouch for; here anybody could write it.
    private static readonly Metadata Forged = new() { { "dapr-caller-app-id", "console" } };

    [Fact]
    public async Task Services_OnTheAddressesOthersReach_AreOnlyThoseThatAskWhoCalls()
    {
        var port = FreePort.Next();
        await using var topology = await StandaloneTopology.StartAsync("--grpc-port", $"{port}");
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{port}");

        (await StatusAsync(new Router.RouterClient(channel).RenewLeasesAsync(new RenewLeasesRequest(), Forged)))
            .ShouldBe(StatusCode.Unimplemented);
        var admin = new DirectoryAdmin.DirectoryAdminClient(channel);
        (await StatusAsync(admin.ListPoolsAsync(new ListRequest(), Forged))).ShouldBe(StatusCode.Unauthenticated);
        var token = Bearer(await TokenAsync(topology));
        (await admin.ListPoolsAsync(new ListRequest(), token)).Pools.ShouldBeEmpty();
        var router = new RouterAdmin.RouterAdminClient(channel);
        (await StatusAsync(router.LiveStateAsync(new LiveStateRequest(), Forged))).ShouldBe(StatusCode.Unauthenticated);
        (await router.LiveStateAsync(new LiveStateRequest(), token)).OpenLeases.ShouldBe(0);

        (await OverClientsAddressAsync(topology.Member.Http, "directory.v1.DirectoryAdmin/ListPools"))
            .ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Ledger_OverTheGrpcPort_AsksWhoCallsAsAccountingDoes()
    {
        var port = FreePort.Next();
        await using var topology = await StandaloneTopology.StartAsync("--grpc-port", $"{port}");
        using var local = new LocalOperator(topology.DataFolder);
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{port}");
        var ledger = new Ledger.LedgerClient(channel);
        var owner = Bearer(await local.CreateTokenAsync("ada"));
        var viewer = Bearer(await local.CreateViewerTokenAsync("bo", "team"));
        var mcp = Bearer(await local.CreateMcpTokenAsync("host"));
        var day = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var verify = new VerifyRequest { Window = new() { From = day.ToTimestamp(), To = day.AddDays(1).ToTimestamp() } };

        (await ledger.ListTurnsAsync(new ListTurnsRequest(), owner)).Turns.ShouldBeEmpty();
        (await ledger.VerifyAsync(verify, owner)).ShouldNotBeNull();
        (await ledger.GetPriceBookAsync(new(), viewer)).ShouldNotBeNull();
        (await StatusAsync(ledger.VerifyAsync(verify, viewer))).ShouldBe(StatusCode.PermissionDenied);
        foreach (var stranger in (Metadata[])[[], Forged, mcp, Bearer("cxp-op-wrong")])
        {
            (await StatusAsync(ledger.ListTurnsAsync(new ListTurnsRequest(), stranger))).ShouldBe(StatusCode.Unauthenticated);
            (await StatusAsync(ledger.VerifyAsync(verify, stranger))).ShouldBe(StatusCode.Unauthenticated);
        }

        (await OverClientsAddressAsync(topology.Member.Http, "ledger.v1.Ledger/ListTurns")).ShouldBe(HttpStatusCode.NotFound);
    }

    private static Metadata Bearer(string token) => new() { { "authorization", "Bearer " + token } };

    private static async Task<StatusCode> StatusAsync<T>(AsyncUnaryCall<T> call)
    {
        try
        {
            await call;
            return StatusCode.OK;
        }
        catch (RpcException refused)
        {
            return refused.StatusCode;
        }
    }

    private static async Task<string> TokenAsync(StandaloneTopology topology)
    {
        using var local = new LocalOperator(topology.DataFolder);
        return await local.CreateTokenAsync("ada");
    }

    private static async Task<HttpStatusCode> OverClientsAddressAsync(HttpClient http, string method)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/codexpooler." + method);
        request.Headers.Add("dapr-caller-app-id", "console");
        request.Content = new ByteArrayContent(new byte[5]);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        using var answer = await http.SendAsync(request);
        return answer.StatusCode;
    }
}
