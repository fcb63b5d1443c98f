using CodexPooler.Contracts.Credentials.V1;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Testing.Simulated;
using CodexPooler.Testing.Topology;
using Google.Protobuf;

namespace CodexPooler.Topology.Tests.Canary;

/// <summary>
/// A Pool with a key and three accounts, two imported and one linked by device code, all of whose secrets are known.
/// </summary>
internal sealed class CanaryScene(IInstallation installation, SimulatorControl simulator, Canaries canaries)
{
    /// <summary>The Pool's name: what is found everywhere, or the search is blind.</summary>
    public string PoolName { get; } = $"seen-{Guid.CreateVersion7():N}";

    public string PoolId { get; private set; } = "";

    public string Key { get; private set; } = "";

    public async Task BuildAsync()
    {
        var admin = new DirectoryAdmin.DirectoryAdminClient(installation.OperatorOf("accounts"));
        var pool = new Pool { Slug = PoolName, Name = PoolName, AllowImages = true };
        PoolId = (await admin.SavePoolAsync(new SavePoolRequest { Pool = pool })).Id;
        await ImportAsync("one", "two");
        await LinkAsync("three");
        var key = await admin.CreateKeyAsync(new SaveKeyRequest { Key = new ApiKey { PoolId = PoolId, Name = "laptop" } });
        Key = canaries.Keep("the API key", key.Secret);
        // Without what it is recognised by.
        canaries.Keep("the secret part of the API key", Key[^43..]);
    }

    private async Task ImportAsync(params IReadOnlyList<string> accounts)
    {
        var request = new ImportRequest { PoolIds = { PoolId } };
        foreach (var account in accounts)
        {
            await CreateAsync(account);
            var login = await simulator.SendAsync(HttpMethod.Post, $"accounts/{account}/auth-json", new { });
            foreach (var token in login.GetProperty("tokens").EnumerateObject())
                if (token.Name.EndsWith("_token", StringComparison.Ordinal))
                    canaries.Keep($"the {token.Name} of account {account}", token.Value.GetString()!);
            request.Files.Add(new ImportFile { Name = account, Content = ByteString.CopyFromUtf8(login.GetRawText()) });
        }

        await new Linking.LinkingClient(installation.OperatorOf("accounts")).ImportAsync(request);
    }

    private async Task LinkAsync(string account)
    {
        await CreateAsync(account);
        await simulator.SendAsync(HttpMethod.Put, "oauth", new { device_interval_seconds = 1 });
        var linking = new Linking.LinkingClient(installation.OperatorOf("accounts"));
        var flow = await linking.StartDeviceAsync(new StartLinkRequest { PoolIds = { PoolId } });
        await simulator.SendAsync(HttpMethod.Post, "oauth/device", new { user_code = flow.UserCode, account });
        using var following = linking.Follow(new FlowRequest { FlowId = flow.Id });
        while (flow.State is LinkFlow.Types.State.Pending && await following.ResponseStream.MoveNext(CancellationToken.None))
            flow = following.ResponseStream.Current;
        if (flow.State != LinkFlow.Types.State.Completed) throw new InvalidOperationException($"Not linked: {flow.ErrorMessage}");
    }

    private async Task CreateAsync(string id)
    {
        var email = canaries.New("e-mail", isAName: true) + "@simulator.invalid";
        await simulator.SendAsync(HttpMethod.Post, "accounts", new { id, plan = "plus", email });
    }
}
