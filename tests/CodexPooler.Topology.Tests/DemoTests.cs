using CodexPooler.Testing;
using CodexPooler.Testing.Time;
using CodexPooler.Testing.Topology;
using CodexPooler.Topology.Tests.TestData;
using Shouldly;
using Xunit;

namespace CodexPooler.Topology.Tests;

public sealed class DemoTests
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [Fact]
    public async Task Demo_StartedTwice_ServesEachTimeWithTheSameKeyAndLetsARunningTurnFinish()
    {
        await using var topology = await StandaloneTopology.StartAsync("--demo", "--simulator-port", $"{FreePort.Next()}");
        using var first = await ServedAsync(topology);
        first.Access.Keys.ShouldBe(["base_url", "api_key", "mcp_token", "console_url", "simulator_url"], ignoreOrder: true);
        first.Access.Values.ShouldAllBe(value => value.Length > 0);
        ModeOf(Path.Combine(topology.DataFolder, "demo.json")).ShouldBe(OwnerOnly);

        await first.SlowDownAsync(TimeSpan.FromMilliseconds(100));
        using (var turn = await first.BeginTurnAsync())
        {
            await topology.Member.AskToLeaveAsync("INT");
            await Eventually.TrueAsync(async () => !await topology.Member.IsReadyAsync(), "it is leaving");
            (await turn.Content.ReadAsStringAsync()).ShouldContain("response.completed");
        }

        (await topology.Member.ExitAsync()).ShouldBe(0, topology.Member.Log);

        topology.Member.Start();
        await topology.Member.ReadyAsync();
        using var second = await ServedAsync(topology);
        second.Access["api_key"].ShouldBe(first.Access["api_key"]);
        second.Access["mcp_token"].ShouldBe(first.Access["mcp_token"]);
    }

    private static async Task<DemoClient> ServedAsync(StandaloneTopology topology)
    {
        await Eventually.TrueAsync(
            () => File.Exists(Path.Combine(topology.DataFolder, "demo.json")), () => $"the demo is told:\n{topology.Member.Log}");
        var client = await DemoClient.OfAsync(topology);
        // The router hears of the accounts a moment after they were linked.
        await Eventually.TrueAsync(() => client.ServesAsync(), () => $"a turn is served:\n{topology.Member.Log}");
        return client;
    }

    private static UnixFileMode ModeOf(string path) => OperatingSystem.IsWindows()
        ? throw new PlatformNotSupportedException("Windows has no file modes.")
        : File.GetUnixFileMode(path);
}
