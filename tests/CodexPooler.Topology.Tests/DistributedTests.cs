using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CodexPooler.Testing.Time;
using CodexPooler.Testing.Topology;
using Shouldly;
using Xunit;

namespace CodexPooler.Topology.Tests;

public sealed class DistributedTests
{
    [TopologyFact]
    public async Task Start_AllServices_AreReadyAndSayWhoTheyAre()
    {
        await using var topology = await DistributedTopology.StartAsync();

        foreach (var service in topology.Services)
        {
            var info = await service.Http.GetFromJsonAsync<JsonElement>("/healthz/info");
            info.GetProperty("service").GetString().ShouldBe(service.Name);
        }

        (await topology.Console.Http.GetStringAsync("/")).ShouldStartWith("Codex Pooler console, ");

        // The router is ready only once accounts, which it reaches through both their sidecars, has told it the directory.
        await topology.Router.KillAsync();
        await topology.SidecarOf(topology.Router).KillAsync();
        topology.Router.Start();
        await Eventually.TrueAsync(
            async () => await StatusAsync(topology.Router) == HttpStatusCode.ServiceUnavailable, "the router waits");
        topology.SidecarOf(topology.Router).Start();
        await topology.Router.ReadyAsync();

        foreach (var service in topology.Services) await service.AskToLeaveAsync();
        foreach (var service in topology.Services) (await service.ExitAsync()).ShouldBe(0, service.Log);
    }

    private static async Task<HttpStatusCode?> StatusAsync(Member member)
    {
        try
        {
            using var answer = await member.Http.GetAsync("/healthz/ready");
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
