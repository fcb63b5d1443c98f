using System.Net;
using CodexPooler.Testing.Topology;
using CodexPooler.Topology.Tests.TestData;
using Shouldly;
using Xunit;

namespace CodexPooler.Topology.Tests;

public sealed class StandaloneTests
{
    [Fact]
    public async Task Start_FreshFolder_IsReadyAndSaysWhereEverythingIs()
    {
        await using var topology = await StandaloneTopology.StartAsync();
        var member = topology.Member;

        member.Log.ShouldContain($"Codex Pooler is ready on {member.Http.BaseAddress!.ToString().TrimEnd('/')}");
        member.Log.ShouldContain(topology.DataFolder);
        member.Log.ShouldContain("pool create team");
        (await member.Http.GetStringAsync("/metrics")).ShouldContain("codexpooler_build_info");
        (await member.Http.GetStringAsync("/")).ShouldStartWith("Codex Pooler console, ");
    }

    [Fact]
    public async Task Start_SecondTime_KeepsItsData()
    {
        await using var topology = await StandaloneTopology.StartAsync();
        using (var before = new LocalOperator(topology.DataFolder)) await before.CreatePoolAsync("team");
        await topology.Member.AskToLeaveAsync();
        (await topology.Member.ExitAsync()).ShouldBe(0);

        topology.Member.Start();
        await topology.Member.ReadyAsync();

        using var after = new LocalOperator(topology.DataFolder);
        (await after.PoolsAsync()).ShouldBe(["team"]);
    }

    [Fact]
    public async Task Kill_AndStartAgain_IsReady()
    {
        await using var topology = await StandaloneTopology.StartAsync();

        await topology.Member.RestartAsync();

        (await topology.Member.Http.GetAsync("/healthz/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Leave_DuringTheDelay_IsUnreadyButAlive()
    {
        await using var topology = await StandaloneTopology.StartAsync("--Drain:Delay=00:00:02");
        var member = topology.Member;

        await member.AskToLeaveAsync();

        var (sawUnready, sawAlive) = (false, false);
        while (!sawUnready || !sawAlive)
        {
            sawUnready |= (await member.Http.GetAsync("/healthz/ready")).StatusCode == HttpStatusCode.ServiceUnavailable;
            sawAlive |= sawUnready && (await member.Http.GetAsync("/healthz/live")).StatusCode == HttpStatusCode.OK;
        }

        (await member.ExitAsync()).ShouldBe(0);
        member.Log.ShouldNotContain("unexpectedly");
    }
}
