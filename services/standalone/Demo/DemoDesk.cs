using System.Text;
using CodexPooler.Contracts.Credentials.V1;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.ServiceDefaults.Startup;
using CodexPooler.Simulator.Accounts;
using Google.Protobuf;
using Grpc.Core;

namespace CodexPooler.Standalone.Demo;

/// <summary>Does with the operators' interfaces what an operator would do first: Pool, accounts, key.</summary>
internal sealed class DemoDesk(
    [FromKeyedServices(LocalCalls.Host)] CallInvoker accounts, DemoSimulator simulator)
{
    private const string Name = "demo";
    private readonly DirectoryAdmin.DirectoryAdminClient _admin = new(accounts);
    private readonly Linking.LinkingClient _linking = new(accounts);

    public async Task<string> PoolAsync(CancellationToken cancellationToken)
    {
        var pools = await _admin.ListPoolsAsync(new ListRequest(), cancellationToken: cancellationToken);
        var known = pools.Pools.FirstOrDefault(pool => pool.Slug == Name);
        if (known is not null) return known.Id;
        var wish = new Pool
        {
            Slug = Name,
            Name = "Demo",
            OpenaiSurface = true,
            AllowImages = true,
            PromptCacheAffinity = true,
            StickyHttpSessions = true,
            StickyWebsocketSessions = true,
        };
        var made = await _admin.SavePoolAsync(new SavePoolRequest { Pool = wish }, cancellationToken: cancellationToken);
        return made.Id;
    }

    /// <summary>The simulator forgets its tokens when it ends, so every start links again.</summary>
    public async Task LinkAsync(string poolId, CancellationToken cancellationToken)
    {
        using var control = new HttpClient { BaseAddress = simulator.Address };
        var request = new ImportRequest { PoolIds = { poolId } };
        foreach (var account in StartingAccounts.Three)
        {
            using var order = new StringContent("{}", Encoding.UTF8, "application/json");
            using var answer = await control.PostAsync(
                new Uri($"_control/accounts/{account.Id}/auth-json", UriKind.Relative), order, cancellationToken);
            answer.EnsureSuccessStatusCode();
            var login = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
            request.Files.Add(new ImportFile { Name = account.Id, Content = ByteString.CopyFrom(login) });
        }

        var results = await _linking.ImportAsync(request, cancellationToken: cancellationToken);
        if (results.Results.FirstOrDefault(one => one.Outcome == ImportResult.Types.Outcome.Rejected) is not { } refused) return;
        throw new StartupException(new StartupProblem(
            $"The demo's account {refused.File} could not be linked: {refused.Message}",
            "--demo",
            "Start with another --data folder"));
    }

    public async Task<bool> KnowsAsync(string poolId, string apiKey, CancellationToken cancellationToken)
    {
        var request = new ListRequest { PoolId = poolId };
        var keys = await _admin.ListKeysAsync(request, cancellationToken: cancellationToken);
        return keys.Keys.Any(key =>
            key.Status == ApiKeyStatus.Active && apiKey.StartsWith(key.Prefix, StringComparison.Ordinal));
    }

    public async Task<string> CreateKeyAsync(string poolId, CancellationToken cancellationToken)
    {
        var request = new SaveKeyRequest { Key = new ApiKey { PoolId = poolId, Name = Name } };
        return (await _admin.CreateKeyAsync(request, cancellationToken: cancellationToken)).Secret;
    }

    public async Task<string> CreateMcpTokenAsync(CancellationToken cancellationToken)
    {
        var operators = await _admin.ListOperatorsAsync(new ListRequest(), cancellationToken: cancellationToken);
        var owner = operators.Operators.FirstOrDefault(found => found.Name == Name);
        owner ??= await _admin.SaveOperatorAsync(
            new SaveOperatorRequest { Operator = new Operator { Name = Name, Role = Operator.Types.Role.Owner } },
            cancellationToken: cancellationToken);
        var token = new OperatorTokenRequest { OperatorId = owner.Id, Label = Name };
        return (await _admin.CreateMcpTokenAsync(token, cancellationToken: cancellationToken)).Secret;
    }
}
