using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CodexPooler.Accounts.Tests.TestData;
using CodexPooler.Accounts.Tests.Vaults;
using CodexPooler.Contracts.Credentials.V1;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Simulator.Faults;
using CodexPooler.Testing.Postgres;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Outcome = CodexPooler.Contracts.Credentials.V1.RefreshOutcome.Types.Result;
using State = CodexPooler.Contracts.Credentials.V1.LinkFlow.Types.State;

namespace CodexPooler.Accounts.Tests.Linking;

/// <summary>Every way to link and every end of a renewal, on every pair of database and credential store.</summary>
public sealed class EveryStoreTests
{
    public static TheoryData<string, string> Stores => new()
    {
        { "Sqlite", "File" }, { "Postgres", "DaprState" }, { "Postgres", "Kubernetes" }, { "Postgres", "Hashicorp" },
    };

    [PostgresTheory]
    [MemberData(nameof(Stores))]
    public async Task Link_EveryFlow_ServesAndLeavesNothingReadable(string engine, string store)
    {
        await using var harness = await OpenAsync(store);
        await using var scene = await LinkingScene.StartOnAsync(engine, null, harness.Settings);
        var linking = scene.Host.Linking;

        var device = await scene.LinkDeviceAsync("acct-plus");
        var denied = await linking.StartDeviceAsync(scene.Order());
        await scene.DecideAsync(denied.UserCode, null);
        (await scene.EndAsync(denied)).ErrorCode.ShouldBe("provider_denied");
        var pasted = await linking.StartBrowserAsync(scene.Order());
        var address = await scene.SignInAsync(pasted, "account=acct-pro");
        var browser = await linking.CompleteBrowserAsync(new() { FlowId = pasted.Id, CallbackUrl = address });
        browser.State.ShouldBe(State.Completed, browser.ErrorMessage);
        var invite = await linking.CreateInviteAsync(new() { PoolId = scene.Pool.Id });
        var invited = await linking.AcceptInviteAsync(new() { Token = invite.Token });
        await scene.DecideAsync(invited.UserCode, "acct-team");
        (await scene.EndAsync(invited)).State.ShouldBe(State.Completed);
        var again = await linking.StartDeviceAsync(new() { RelinkAccountId = device.Id });
        await scene.DecideAsync(again.UserCode, "acct-plus");
        (await scene.EndAsync(again)).State.ShouldBe(State.Completed);
        (await scene.Host.Credentials.GetAsync(new() { AccountId = device.Id })).Generation.ShouldBe(2);
        (await linking.UnlinkAsync(new() { AccountId = browser.AccountId })).RevokedUpstream.ShouldBeTrue();
        var file = await scene.AuthFileAsync("acct-pro");
        var import = (await linking.ImportAsync(ImportTests.Request(scene, file))).Results.ShouldHaveSingleItem();
        // The seat keeps its account, and its generations go on from where the unlinked ones ended.
        (import.AccountId, import.ErrorCode).ShouldBe((browser.AccountId, ""), import.Message);
        (await scene.Host.Credentials.GetAsync(new() { AccountId = import.AccountId })).Generation.ShouldBe(2);

        var stored = store == "File" ? "" : harness.Dump();
        var tokens = JsonNode.Parse(file)!["tokens"]!;
        stored.Contains($"{tokens["refresh_token"]}", StringComparison.Ordinal).ShouldBeFalse("a secret is readable at rest");
    }

    [PostgresFact]
    public async Task Link_HostedCallbackReachesAnotherReplica_LinksByItself()
    {
        await using var harness = await OpenAsync("DaprState");
        await using var scene = await LinkingScene.StartOnAsync("Postgres", null, harness.Settings);
        await using var other = await AccountsHost.StartAsync("Postgres",
        [
            ("Data:ConnectionString", scene.Host.Services.GetRequiredService<IConfiguration>()["Data:ConnectionString"]!),
            ("Accounts:Vault:Folder", Path.Combine(scene.Host.Folder, "vault")),
            ("Accounts:Issuer:Url", scene.Simulator.BaseAddress.ToString()),
            ("Accounts:Linking:UpstreamBase", scene.Simulator.BaseAddress.ToString()),
            .. harness.Settings,
        ]);
        await scene.Host.Admin.SaveSettingsAsync(
            new() { Settings = new() { Values = { ["links.public_url"] = "https://localhost:7443" } } });
        var order = scene.Order();
        order.CallbackUrl = "https://localhost:7443/auth/callback";
        var flow = await scene.Host.Linking.StartBrowserAsync(order);
        var arrived = new Uri(await scene.SignInAsync(flow, "account=acct-pro")).PathAndQuery;

        var (status, page) = await BrowserLinkTests.PageAsync(other, arrived);

        status.ShouldBe(200, page);
        var ended = await scene.EndAsync(flow);
        ended.State.ShouldBe(State.Completed, ended.ErrorMessage);
        (await scene.Host.Credentials.GetAsync(new() { AccountId = ended.AccountId })).Generation.ShouldBe(1);
        var renewed = await other.Credentials.RefreshAsync(new() { AccountId = ended.AccountId, RejectedGeneration = 1 });
        renewed.Generation.ShouldBe(2);
        // A browser that loads the page again exchanges nothing.
        (await BrowserLinkTests.PageAsync(scene, arrived)).Status.ShouldBe(400);
        (await scene.CountAsync("oauth.token")).ShouldBe(2);
    }

    [PostgresTheory]
    [MemberData(nameof(Stores))]
    public async Task Refresh_EveryOutcome_IsToldAndStored(string engine, string store)
    {
        await using var harness = await OpenAsync(store);
        await using var scene = await LinkingScene.StartOnAsync(engine, null, harness.Settings);
        var admin = scene.Host.CredentialAdmin;
        var account = await scene.LinkDeviceAsync("acct-plus");
        var wish = new RefreshCredentialRequest { AccountId = account.Id };

        (await admin.RefreshAsync(wish)).Result.ShouldBe(Outcome.Refreshed);
        var again = await admin.RefreshAsync(new() { AccountId = account.Id, RejectedGeneration = 1 });
        again.Result.ShouldBe(Outcome.AlreadyFresh);
        await scene.FaultAsync("oauth.token", new FaultEffect { Status = 503 });
        (await admin.RefreshAsync(wish)).Result.ShouldBe(Outcome.TransientFailure);
        await scene.FaultAsync("oauth.token", new FaultEffect { HtmlChallenge = true });
        (await admin.RefreshAsync(wish)).Result.ShouldBe(Outcome.TransientFailure);
        // What is held still serves.
        (await scene.Host.Credentials.GetAsync(new() { AccountId = account.Id })).Generation.ShouldBe(2);
        (await admin.RefreshAsync(wish)).Generation.ShouldBe(3);

        var shared = await SharedLoginAsync(scene);
        var reused = await admin.RefreshAsync(new() { AccountId = shared });
        reused.Result.ShouldBe(Outcome.ReauthRequired);
        reused.Reason.ShouldContain("used elsewhere");
        (await scene.AccountAsync(shared)).Status.ShouldBe(AccountStatus.ReauthRequired);
        (await admin.RefreshAsync(new() { AccountId = shared })).Result.ShouldBe(Outcome.ReauthRequired);

        if (store == "File") return;
        await harness.BreakAsync();
        var exchanges = await scene.CountAsync("oauth.token");
        (await admin.RefreshAsync(wish)).Result.ShouldBe(Outcome.TransientFailure);
        (await scene.CountAsync("oauth.token")).ShouldBe(exchanges);
        (await scene.Host.Credentials.GetAsync(new() { AccountId = account.Id })).Generation.ShouldBe(3);
    }

    /// <summary>An imported login whose other copy is used by another tool.</summary>
    private static async Task<string> SharedLoginAsync(LinkingScene scene)
    {
        var file = await scene.AuthFileAsync("acct-pro");
        var import = await scene.Host.Linking.ImportAsync(ImportTests.Request(scene, file));
        using var theirs = await scene.Browser.PostAsJsonAsync("/oauth/token", new Dictionary<string, string>
        {
            ["client_id"] = "app_EMoamEEZ73f0CkXaXp7hrann",
            ["grant_type"] = "refresh_token",
            ["refresh_token"] = JsonNode.Parse(file)!["tokens"]!["refresh_token"]!.ToString(),
        });
        theirs.EnsureSuccessStatusCode();
        return import.Results.ShouldHaveSingleItem().AccountId;
    }

    private static async Task<VaultHarness> OpenAsync(string store)
    {
        VaultHarness harness = store switch
        {
            "DaprState" => new DaprStateHarness(),
            "Kubernetes" => new KubernetesHarness(),
            "Hashicorp" => new HashicorpHarness(),
            _ => new FileHarness(),
        };
        await harness.StartAsync();
        return harness;
    }
}
