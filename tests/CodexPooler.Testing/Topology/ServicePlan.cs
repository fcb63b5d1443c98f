namespace CodexPooler.Testing.Topology;

/// <summary>A service and its sidecar in a distributed topology: their ports and how both are started.</summary>
internal sealed class ServicePlan(string name, string project, string assembly)
{
    public string Name => name;

    public int HttpPort { get; } = FreePort.Next();

    public int GrpcPort { get; } = FreePort.Next();

    private int SidecarHttpPort { get; } = FreePort.Next();

    public int SidecarGrpcPort { get; } = FreePort.Next();

    public MemberPlan Service(IReadOnlyDictionary<string, string> shared) =>
        new(name, BuiltProgram.Of(project, assembly), [])
        {
            Ready = new Uri($"http://127.0.0.1:{HttpPort}/healthz/ready"),
            Environment = new Dictionary<string, string>(shared)
            {
                ["CODEX_POOLER__Listen__HttpPort"] = $"{HttpPort}",
                ["CODEX_POOLER__Listen__GrpcPort"] = $"{GrpcPort}",
                ["DAPR_HTTP_PORT"] = $"{SidecarHttpPort}",
                ["DAPR_GRPC_PORT"] = $"{SidecarGrpcPort}",
            },
        };

    public MemberPlan Sidecar(IEnumerable<ServicePlan> others, string apiToken) =>
        new(name + "-sidecar", BuiltProgram.Of("tests/CodexPooler.SidecarDouble", "CodexPooler.SidecarDouble"),
        [
            "--app-id", name, "--app-port", $"{GrpcPort}",
            "--http-port", $"{SidecarHttpPort}", "--grpc-port", $"{SidecarGrpcPort}",
            "--peers", string.Join(',', others.Select(other => $"{other.Name}=127.0.0.1:{other.GrpcPort}")),
            "--state-stores", "router-state", "--bindings", "billing-exports",
        ])
        {
            Ready = new Uri($"http://127.0.0.1:{SidecarHttpPort}/v1.0/healthz/outbound"),
            Environment = new Dictionary<string, string> { ["DAPR_API_TOKEN"] = apiToken },
        };
}
