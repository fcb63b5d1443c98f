using System.Text.Json.Nodes;
using CodexPooler.Accounts.Linking;
using CodexPooler.Accounts.Linking.Flows;
using CodexPooler.Accounts.Tests.Linking;
using CodexPooler.Accounts.Tests.TestData;
using CodexPooler.ServiceDefaults.Secrets;
using CodexPooler.Simulator.Faults;
using CodexPooler.Testing.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CodexPooler.Accounts.Tests.Canary;

/// <summary>
/// Links in every way, successfully and not, on both sides of the hosted pages, with logging at its loudest and every activity
/// sampled. No token, code, state, verifier, invitation or address may show: not in logs, not in traces, not in the database.
/// </summary>
public sealed class LinkingCanaryTests
{
    private const string RequestScope = "Microsoft.AspNetCore.Hosting.Diagnostics scope";
    private const string PublicUrl = "https://localhost:7443";

    [PostgresTheory]
    [MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Link_EveryWay_LeavesNoSecretAndNoAddress(string engine)
    {
        using var logged = new EverythingLogged();
        using var traced = new EverythingTraced();
        await using var scene = await LinkingScene.StartOnAsync(engine, services => services.AddLogging(logging =>
        {
            logging.SetMinimumLevel(LogLevel.Trace);
            logging.AddFilter(null, LogLevel.Trace);
            // As the service's own defaults have it: the web server's log of requests would name every address.
            logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
            logging.AddProvider(logged);
        }));
        await scene.Host.Admin.SaveSettingsAsync(new() { Settings = new() { Values = { ["links.public_url"] = PublicUrl } } });
        // Addresses are the operators' names of their accounts; nothing but the directory may hold them.
        List<string> addresses = ["acct-plus@simulator.invalid", "acct-pro@simulator.invalid", "acct-team@simulator.invalid"];
        var secrets = new List<string>();

        var account = await scene.LinkDeviceAsync("acct-plus");
        await InviteAsync(scene, secrets);
        await BrowserAsync(scene, secrets, fails: true);
        await BrowserAsync(scene, secrets, fails: false);
        var file = await scene.AuthFileAsync("acct-team");
        var tokens = JsonNode.Parse(file)!["tokens"]!.AsObject();
        secrets.AddRange(tokens.Where(one => one.Key.EndsWith("token", StringComparison.Ordinal)).Select(one => $"{one.Value}"));
        await scene.Host.Linking.ImportAsync(ImportTests.Request(scene, file, file[..^9]));
        var held = (await scene.Host.Services.GetRequiredService<CredentialWriter>().PeekAsync(Guid.Parse(account.Id), default))!;
        secrets.AddRange([held.AccessToken.Reveal(), held.RefreshToken.Reveal(), held.IdToken.Reveal()]);
        await scene.Host.Linking.UnlinkAsync(new() { AccountId = account.Id });

        secrets.Count.ShouldBe(15);
        logged.Text.ShouldContain("linked, generation 1");
        logged.Text.ShouldContain("token_exchange_failed");
        traced.Text.ShouldContain("Microsoft.AspNetCore.Hosting.HttpRequestIn");
        traced.Text.ShouldContain("System.Net.Http.HttpRequestOut");
        var rows = await StoredRows.ReadAsync(scene.Host);
        rows.ShouldContain("link_flows ");
        // The web server opens a scope around a request that names its path: it is written as the formatters write it.
        var lines = string.Join('\n', logged.Text.Split('\n').Select(line =>
            line.StartsWith(RequestScope, StringComparison.Ordinal) ? Redaction.Scrub(line) : line));
        // The person's browser is a client in this process too.
        var activities = string.Join('\n', traced.Text.Split('\n').Where(line =>
            !line.Contains($"url.full={scene.Host.Address}", StringComparison.Ordinal)));
        // Not the assertion library's own message: it would print what it found.
        foreach (var secret in secrets.Concat(addresses))
        {
            lines.Contains(secret, StringComparison.Ordinal).ShouldBeFalse("a secret was logged");
            activities.Contains(secret, StringComparison.Ordinal).ShouldBeFalse("a secret was traced");
        }

        foreach (var secret in secrets) rows.Contains(secret, StringComparison.Ordinal).ShouldBeFalse("a secret was stored");
        foreach (var address in addresses)
            rows.Split('\n').Where(row => row.StartsWith("link_flows ", StringComparison.Ordinal))
                .ShouldAllBe(row => !row.Contains(address, StringComparison.Ordinal));
    }

    private static async Task InviteAsync(LinkingScene scene, List<string> secrets)
    {
        var invite = await scene.Host.Linking.CreateInviteAsync(new() { PoolId = scene.Pool.Id });
        secrets.Add(invite.Token);
        var page = new Uri(invite.Url).PathAndQuery;
        (await BrowserLinkTests.PageAsync(scene, page, HttpMethod.Post)).Status.ShouldBe(302);
        (await BrowserLinkTests.PageAsync(scene, page)).Text.ShouldContain("Type this code");
    }

    private static async Task BrowserAsync(LinkingScene scene, List<string> secrets, bool fails)
    {
        var order = scene.Order();
        order.CallbackUrl = $"{PublicUrl}/auth/callback";
        var browser = await scene.Host.Linking.StartBrowserAsync(order);
        var address = new Uri(await scene.SignInAsync(browser, "account=acct-pro"));
        secrets.AddRange(address.Query.TrimStart('?').Split('&').Select(pair => pair.Split('=')[1]));
        var link = (await scene.Host.Services.GetRequiredService<LinkFlows>().FindAsync(browser.Id, default))!;
        secrets.AddRange([browser.Id, link.Browser!.Verifier.Reveal()]);
        if (fails) await scene.FaultAsync("oauth.token", new FaultEffect { Status = 500 });
        (await BrowserLinkTests.PageAsync(scene, address.PathAndQuery)).Status.ShouldBe(fails ? 400 : 200);
    }
}
