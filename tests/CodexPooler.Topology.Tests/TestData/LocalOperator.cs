using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Contracts.Ledger.V1;
using CodexPooler.Testing.Topology;
using Grpc.Net.Client;

namespace CodexPooler.Topology.Tests.TestData;

/// <summary>The machine's own operator, through the Unix socket in the data folder.</summary>
internal sealed class LocalOperator(string dataFolder) : IDisposable
{
    private readonly GrpcChannel _channel = LocalSocketChannel.Open(dataFolder);

    public Ledger.LedgerClient Ledger => new(_channel);

    private DirectoryAdmin.DirectoryAdminClient Directory => new(_channel);

    public async Task CreatePoolAsync(string name) =>
        await Directory.SavePoolAsync(new SavePoolRequest { Pool = new Pool { Slug = name, Name = name } });

    public async Task<IEnumerable<string>> PoolsAsync() =>
        (await Directory.ListPoolsAsync(new ListRequest())).Pools.Select(pool => pool.Slug);

    /// <summary>A token with which somebody new may do everything from elsewhere.</summary>
    public async Task<string> CreateTokenAsync(string name) =>
        (await Directory.CreateOperatorTokenAsync(await ForSomebodyNewAsync(name))).Secret;

    /// <summary>A token with which somebody new may look at one new Pool from elsewhere.</summary>
    public async Task<string> CreateViewerTokenAsync(string name, string pool)
    {
        var saved = await Directory.SavePoolAsync(new SavePoolRequest { Pool = new Pool { Slug = pool, Name = pool } });
        return (await Directory.CreateOperatorTokenAsync(await ForSomebodyNewAsync(name, saved.Id))).Secret;
    }

    /// <summary>A token that somebody new, who may do everything, gives to an MCP host.</summary>
    public async Task<string> CreateMcpTokenAsync(string name) =>
        (await Directory.CreateMcpTokenAsync(await ForSomebodyNewAsync(name))).Secret;

    public void Dispose() => _channel.Dispose();

    private async Task<OperatorTokenRequest> ForSomebodyNewAsync(string name, params string[] pools)
    {
        var role = pools.Length == 0 ? Operator.Types.Role.Owner : Operator.Types.Role.Viewer;
        var somebody = new Operator { Name = name, Role = role, PoolIds = { pools } };
        var saved = await Directory.SaveOperatorAsync(new SaveOperatorRequest { Operator = somebody });
        return new OperatorTokenRequest { OperatorId = saved.Id, Label = "elsewhere" };
    }
}
