using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Testing.Topology;
using Grpc.Net.Client;

namespace CodexPooler.Topology.Tests.TestData;

/// <summary>The machine's own operator, through the Unix socket in the data folder.</summary>
internal sealed class LocalOperator(string dataFolder) : IDisposable
{
    private readonly GrpcChannel _channel = LocalSocketChannel.Open(dataFolder);

    private DirectoryAdmin.DirectoryAdminClient Directory => new(_channel);

    public async Task CreatePoolAsync(string name) =>
        await Directory.SavePoolAsync(new SavePoolRequest { Pool = new Pool { Slug = name, Name = name } });

    public async Task<IEnumerable<string>> PoolsAsync() =>
        (await Directory.ListPoolsAsync(new ListRequest())).Pools.Select(pool => pool.Slug);

    public void Dispose() => _channel.Dispose();
}
