using Grpc.Core;
using Grpc.Net.Client;

namespace CodexPooler.Testing.Topology;

/// <summary>All services in one process, in a data folder of its own.</summary>
public sealed class StandaloneTopology : IInstallation
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("codex-pooler-standalone-");
    private readonly Lazy<GrpcChannel> _operator;

    private StandaloneTopology(string[] settings)
    {
        var port = FreePort.Next();
        _operator = new(() => LocalSocketChannel.Open(_folder.FullName));
        Member = new Member(new MemberPlan(
            "standalone",
            BuiltProgram.Of("services/standalone", "CodexPooler.Standalone"),
            ["--data", _folder.FullName, "--port", $"{port}", .. settings])
        {
            Ready = new Uri($"http://127.0.0.1:{port}/healthz/ready"),
        });
    }

    public Member Member { get; }

    public string DataFolder => _folder.FullName;

    public Uri Clients => Member.Http.BaseAddress!;

    public static async Task<StandaloneTopology> StartAsync(params string[] settings)
    {
        var topology = new StandaloneTopology(settings);
        try
        {
            topology.Member.Start();
            await topology.Member.ReadyAsync();
            return topology;
        }
        catch
        {
            await topology.DisposeAsync();
            throw;
        }
    }

    public CallInvoker OperatorOf(string service) => _operator.Value.CreateCallInvoker();

    public async ValueTask DisposeAsync()
    {
        if (_operator.IsValueCreated) _operator.Value.Dispose();
        await Member.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
