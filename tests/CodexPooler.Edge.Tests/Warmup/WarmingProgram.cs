using System.Net.Http.Json;
using System.Text.Json;
using CodexPooler.Testing;
using CodexPooler.Testing.Topology;
using Grpc.Health.V1;
using Grpc.Net.Client;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace CodexPooler.Edge.Tests.Warmup;

/// <summary>
/// The edge's own program. Its router, its accounts service and its broker are not there: what its warm-up does it does alone.
/// </summary>
internal sealed class WarmingProgram : IAsyncDisposable
{
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("edge-warm-").FullName;
    private readonly GrpcChannel _channel;

    public WarmingProgram(int turns)
    {
        var (http, grpc, nobody) = (FreePort.Next(), FreePort.Next(), FreePort.Next());
        Process = new(new MemberPlan("edge", BuiltProgram.Of("services/edge", "CodexPooler.Edge"), [])
        {
            Ready = new Uri($"http://127.0.0.1:{http}/healthz/ready"),
            Environment = new Dictionary<string, string>
            {
                ["CODEX_POOLER__Listen__HttpPort"] = $"{http}",
                ["CODEX_POOLER__Listen__GrpcPort"] = $"{grpc}",
                ["CODEX_POOLER__Dapr__Mode"] = "Off",
                ["CODEX_POOLER__Peers__Accounts"] = $"http://127.0.0.1:{nobody}",
                ["CODEX_POOLER__Peers__Router"] = $"http://127.0.0.1:{nobody}",
                ["CODEX_POOLER__Messaging__Broker"] = $"amqp://127.0.0.1:{nobody}/",
                ["CODEX_POOLER__Drain__Delay"] = "00:00:00",
                ["CODEX_POOLER__Edge__Spool__Folder"] = Spool,
                ["CODEX_POOLER__Edge__Directory__File"] = Path.Combine(_folder, "directory"),
                ["CODEX_POOLER__Edge__Warmup__Turns"] = $"{turns}",
                ["CODEX_POOLER__Edge__Warmup__Limit"] = "00:10:00",
            },
        });
        _channel = GrpcChannel.ForAddress($"http://127.0.0.1:{grpc}");
        Process.Start();
    }

    public Member Process { get; }

    public string Spool => Path.Combine(_folder, "spool");

    /// <summary>What the readiness probe says of the warm-up; null where it says nothing, or nobody answers yet.</summary>
    public async Task<string?> WhyNotReadyAsync()
    {
        try
        {
            using var answer = await Process.Http.GetAsync("/healthz/ready");
            var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
            return body.GetProperty("failing").TryGetProperty("warm-up", out var why) ? why.GetString() : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    public async Task<ServingStatus> HealthAsync() =>
        (await new Health.HealthClient(_channel).CheckAsync(new HealthCheckRequest())).Status;

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await Process.DisposeAsync();
        System.IO.Directory.Delete(_folder, recursive: true);
    }
}
