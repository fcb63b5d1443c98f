using CodexPooler.Simulator;
using CodexPooler.Testing.Topology;

namespace CodexPooler.Codex.Tests.Targets;

/// <summary>A whole installation with a simulated backend behind it, started once for all tests; it ends with them.</summary>
internal sealed class GatewayRig
{
    private static readonly Lazy<Task<GatewayRig>> OneProcess = new(() => StartAsync(StartStandaloneAsync));
    private static readonly Lazy<Task<GatewayRig>> ManyProcesses = new(() => StartAsync(StartDistributedAsync));

    private GatewayRig(IInstallation installation, Uri simulator) => (Installation, Simulator) = (installation, simulator);

    public static Task<GatewayRig> Standalone => OneProcess.Value;

    public static Task<GatewayRig> Distributed => ManyProcesses.Value;

    public IInstallation Installation { get; }

    public Uri Simulator { get; }

    private static async Task<GatewayRig> StartAsync(Func<Dictionary<string, string>, Task<IInstallation>> start)
    {
        var simulator = await SimulatorHost.StartAsync(CancellationToken.None);
        var address = simulator.BaseAddress.ToString();
        var installation = await start(new()
        {
            ["Accounts:Issuer:Url"] = address,
            ["Accounts:Linking:UpstreamBase"] = address,
        });
        return new GatewayRig(installation, simulator.BaseAddress);
    }

    private static async Task<IInstallation> StartStandaloneAsync(Dictionary<string, string> settings) =>
        await StandaloneTopology.StartAsync([.. settings.Select(setting => $"--{setting.Key}={setting.Value}")]);

    private static async Task<IInstallation> StartDistributedAsync(Dictionary<string, string> settings) =>
        await DistributedTopology.StartAsync(settings.ToDictionary(
            setting => "CODEX_POOLER__" + setting.Key.Replace(":", "__", StringComparison.Ordinal), setting => setting.Value));
}
