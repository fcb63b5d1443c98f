using CodexPooler.Testing.Postgres;
using CodexPooler.Testing.RabbitMq;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;

namespace CodexPooler.Testing.Topology;

/// <summary>Every service a process of its own with a sidecar double, on one RabbitMQ and one PostgreSQL.</summary>
public sealed class DistributedTopology : IInstallation
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("codex-pooler-distributed-");
    private readonly Dictionary<string, Member> _services = [];
    private readonly Dictionary<string, Member> _sidecars = [];
    private readonly string _apiToken = Guid.CreateVersion7().ToString("N");
    private GrpcChannel? _console;

    public Member Edge => _services["edge"];

    public Member Router => _services["router"];

    public Member Accounts => _services["accounts"];

    public Member Accounting => _services["accounting"];

    public Member Console => _services["console"];

    public IEnumerable<Member> Services => _services.Values;

    public IEnumerable<Member> Sidecars => _sidecars.Values;

    /// <summary>Everything the services keep in files is below it.</summary>
    public string Folder => _folder.FullName;

    /// <summary>The connection string of their database.</summary>
    public string Database { get; private set; } = "";

    /// <summary>Their virtual host.</summary>
    public Uri Broker { get; private set; } = null!;

    public Uri Clients => Edge.Http.BaseAddress!;

    public Member SidecarOf(Member service) => _sidecars[service.Name];

    /// <param name="broker">A broker of one's own, to be killed; else the test assembly's.</param>
    public static async Task<DistributedTopology> StartAsync(
        IReadOnlyDictionary<string, string>? settings = null, RabbitMqServer? broker = null)
    {
        var topology = new DistributedTopology();
        try
        {
            var virtualHost = (broker ?? await RabbitMqServer.SharedAsync()).CreateVirtualHostAsync();
            topology.Database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
            topology.Broker = await virtualHost;
            topology.Plan(settings ?? new Dictionary<string, string>());
            await topology.StartAllAsync();
            return topology;
        }
        catch
        {
            await topology.DisposeAsync();
            throw;
        }
    }

    /// <summary>As the console calls for the operator who is signed in to it: through its sidecar.</summary>
    public CallInvoker OperatorOf(string service) => _console!.Intercept(sent =>
    {
        var addressed = new Metadata { { "dapr-app-id", service }, { "dapr-api-token", _apiToken } };
        foreach (var entry in sent) addressed.Add(entry);
        return addressed;
    });

    public async ValueTask DisposeAsync()
    {
        _console?.Dispose();
        foreach (var member in _services.Values.Concat(_sidecars.Values)) await member.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private void Plan(IReadOnlyDictionary<string, string> settings)
    {
        ServicePlan[] plans =
        [
            new("accounts", "services/accounts", "CodexPooler.Accounts"),
            new("accounting", "services/accounting", "CodexPooler.Accounting"),
            new("router", "services/router", "CodexPooler.Routing"),
            new("edge", "services/edge", "CodexPooler.Edge"),
            new("console", "services/console", "CodexPooler.AdminConsole"),
        ];
        var shared = SharedSettings();
        foreach (var (name, value) in settings) shared[name] = value;
        foreach (var plan in plans)
        {
            _services[plan.Name] = new Member(plan.Service(shared));
            _sidecars[plan.Name] = new Member(plan.Sidecar(plans.Except([plan]), _apiToken));
        }

        _console = GrpcChannel.ForAddress($"http://127.0.0.1:{plans.Single(plan => plan.Name == "console").SidecarGrpcPort}");
    }

    private Dictionary<string, string> SharedSettings() => new()
    {
        ["DAPR_API_TOKEN"] = _apiToken,
        ["CODEX_POOLER__Messaging__Broker"] = Broker.ToString(),
        ["CODEX_POOLER__Data__Provider"] = "Postgres",
        ["CODEX_POOLER__Data__ConnectionString"] = Database,
        ["CODEX_POOLER__Drain__Delay"] = "00:00:01",
        ["CODEX_POOLER__Accounts__Vault__Folder"] = Below("vault"),
        ["CODEX_POOLER__Edge__Directory__File"] = Below("directory.snapshot"),
        ["CODEX_POOLER__Edge__Spool__Folder"] = Below("spool"),
    };

    private async Task StartAllAsync()
    {
        foreach (var sidecar in _sidecars.Values) sidecar.Start();
        foreach (var sidecar in _sidecars.Values) await sidecar.ReadyAsync();
        foreach (var service in _services.Values) service.Start();
        foreach (var service in _services.Values) await service.ReadyAsync();
    }

    private string Below(string name) => Path.Combine(_folder.FullName, name);
}
