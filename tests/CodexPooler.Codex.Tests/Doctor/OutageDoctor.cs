using System.Runtime.Versioning;
using CodexPooler.Codex.Tests.Targets;
using CodexPooler.Testing.Codex;
using CodexPooler.Testing.Topology;
using Shouldly;
using Xunit;

namespace CodexPooler.Codex.Tests.Doctor;

/// <summary>The edge answers the doctor from what it remembers.</summary>
[Collection(nameof(Outage))]
[UnsupportedOSPlatform("windows")]
public sealed class OutageDoctor : CodexSuite
{
    [CodexFact]
    public async Task Doctor_RouterAndAccountsStopped_HasNothingToSay()
    {
        var topology = (DistributedTopology)(await GatewayRig.Distributed).Installation;
        Member[] stopped = [topology.Router, topology.Accounts];
        foreach (var member in stopped) await member.KillAsync();
        try
        {
            (await topology.Router.IsReadyAsync()).ShouldBeFalse();
            foreach (var version in CodexVersion.All.Where(version => CodexCapabilities.Of(version).Doctor))
                await KnownDoctor.ShouldHaveNothingToSayAsync(topology.Clients, Target.ApiKey, version.Number);
        }
        finally
        {
            foreach (var member in stopped) member.Start();
            foreach (var member in stopped) await member.ReadyAsync();
        }
    }

    protected override Task<ICodexTarget> StartTargetAsync() => GatewayTarget.StartAsync(GatewayRig.Distributed);
}
