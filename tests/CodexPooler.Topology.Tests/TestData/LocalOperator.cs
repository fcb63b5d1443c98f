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
    public async Task<string> CreateTokenAsync(string name)
    {
        var owner = new SaveOperatorRequest { Operator = new Operator { Name = name, Role = Operator.Types.Role.Owner } };
        var saved = await Directory.SaveOperatorAsync(owner);
        var request = new OperatorTokenRequest { OperatorId = saved.Id, Label = "elsewhere" };
        return (await Directory.CreateOperatorTokenAsync(request)).Secret;
    }

    public void Dispose() => _channel.Dispose();
}
