using System.Net;
using System.Net.Http.Headers;
using System.Text;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Testing.Time;
using CodexPooler.Testing.Topology;
using CodexPooler.Topology.Tests.TestData;
using Shouldly;
using Xunit;

namespace CodexPooler.Topology.Tests;

public sealed class TraceTests
{
    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";

    [TopologyFact]
    public async Task Turn_ThatTheRouterRefuses_IsOneTraceFromTheClientThroughTheSidecars()
    {
        await using var collector = await TraceCollector.StartAsync();
        await using var topology = await DistributedTopology.StartAsync(new Dictionary<string, string>
        {
            ["CODEX_POOLER__Telemetry__OtlpEndpoint"] = collector.Address,
        });
        using var client = new HttpClient { BaseAddress = topology.Clients };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await KeyAsync(topology));
        await Eventually.TrueAsync(
            async () => await AskAsync(client, trace: null) != HttpStatusCode.Unauthorized, "the edge knows the key");

        // Nothing serves this Pool; only the router can know.
        (await AskAsync(client, Trace)).ShouldBe(HttpStatusCode.ServiceUnavailable);

        // A service that leaves sends what it has not sent yet.
        foreach (var service in (Member[])[topology.Edge, topology.Router])
        {
            await service.AskToLeaveAsync();
            (await service.ExitAsync()).ShouldBe(0, service.Log);
        }

        collector.ServicesIn(Trace, "edge", "router", "accounting").ShouldBe(["edge", "router"]);
    }

    private static async Task<string> KeyAsync(DistributedTopology topology)
    {
        var admin = new DirectoryAdmin.DirectoryAdminClient(topology.OperatorOf("accounts"));
        var pool = await admin.SavePoolAsync(new SavePoolRequest { Pool = new Pool { Slug = "team", Name = "Team" } });
        return (await admin.CreateKeyAsync(new SaveKeyRequest { Key = new ApiKey { PoolId = pool.Id, Name = "laptop" } })).Secret;
    }

    private static async Task<HttpStatusCode> AskAsync(HttpClient client, string? trace)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/backend-api/codex/responses");
        if (trace is not null) request.Headers.Add("traceparent", $"00-{trace}-00f067aa0ba902b7-01");
        request.Content = new StringContent(
            """{"model":"gpt-5.5","store":false,"stream":true,"input":[]}""", Encoding.UTF8, "application/json");
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }
}
