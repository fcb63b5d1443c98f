namespace CodexPooler.Testing.Topology;

/// <summary>All services in one process, in a data folder of its own.</summary>
public sealed class StandaloneTopology : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("codex-pooler-standalone-");

    private StandaloneTopology(string[] settings)
    {
        var port = FreePort.Next();
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

    public async ValueTask DisposeAsync()
    {
        await Member.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
