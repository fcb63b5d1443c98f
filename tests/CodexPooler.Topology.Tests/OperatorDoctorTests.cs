using System.Net;
using System.Net.Http.Headers;
using CodexPooler.Testing;
using CodexPooler.Testing.Time;
using CodexPooler.Testing.Topology;
using CodexPooler.Topology.Tests.TestData;
using Shouldly;
using Xunit;

namespace CodexPooler.Topology.Tests;

public sealed class OperatorDoctorTests
{
    [Fact]
    public async Task Doctor_AskedByAnOperator_TellsOfEveryServiceAndPool()
    {
        await using var topology = await StandaloneTopology.StartAsync("--demo", "--simulator-port", $"{FreePort.Next()}");
        await Eventually.TrueAsync(() => File.Exists(Path.Combine(topology.DataFolder, "demo.json")), "the demo is told");
        using var client = await DemoClient.OfAsync(topology);
        await Eventually.TrueAsync(() => client.ServesAsync(), "a turn is served");
        using var owner = new LocalOperator(topology.DataFolder);
        await owner.CreatePoolAsync("empty");
        var token = await owner.CreateTokenAsync("ada");

        var report = "";
        await Eventually.TrueAsync(
            async () => (report = await AskAsync(client, token)).Contains("pool empty", StringComparison.Ordinal),
            "the Pool is known");

        string[] checks = ["provider reachability", "model catalogue", "accounts", "router", "directory", "spool", "pool demo"];
        foreach (var check in checks) report.ShouldContain($"ok   {check}");
        report.ShouldContain("3 of 3 accounts in service");
        report.ShouldContain("FAIL pool empty             0 of 0 accounts in service");
        report.ShouldContain("7 ok | 0 warn | 1 fail");
        (await AskAsync(client, "cxp-op-unknown")).ShouldContain("this operator token is unknown or revoked");
    }

    private static async Task<string> AskAsync(DemoClient client, string token)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.GetAsync(new Uri($"{client.Access["base_url"]}/doctor"));
        answer.StatusCode.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable);
        return await answer.Content.ReadAsStringAsync();
    }
}
