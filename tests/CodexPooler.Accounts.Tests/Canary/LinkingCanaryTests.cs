using System.Text.Json.Nodes;
using CodexPooler.Accounts.Linking;
using CodexPooler.Accounts.Tests.Linking;
using CodexPooler.Accounts.Tests.TestData;
using CodexPooler.Simulator.Faults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CodexPooler.Accounts.Tests.Canary;

/// <summary>
/// Links in every way, successfully and not, with logging at its loudest; no token, code, state or address may show.
/// </summary>
public sealed class LinkingCanaryTests
{
    [Fact]
    public async Task Link_EveryWay_LogsNoSecretAndNoAddress()
    {
        using var logged = new EverythingLogged();
        await using var scene = await LinkingScene.StartAsync(services => services.AddLogging(logging =>
        {
            logging.SetMinimumLevel(LogLevel.Trace);
            logging.AddFilter(null, LogLevel.Trace);
            logging.AddProvider(logged);
        }));
        var secrets = new List<string>
        {
            "acct-plus@simulator.invalid",
            "acct-pro@simulator.invalid",
            "acct-team@simulator.invalid",
        };

        var account = await scene.LinkDeviceAsync("acct-plus");
        var invite = await scene.Host.Linking.CreateInviteAsync(new() { PoolId = scene.Pool.Id });
        secrets.Add(invite.Token);
        await scene.Host.Linking.AcceptInviteAsync(new() { Token = invite.Token });
        var browser = await scene.Host.Linking.StartBrowserAsync(scene.Order());
        var address = await scene.SignInAsync(browser, "account=acct-pro");
        secrets.AddRange(new Uri(address).Query.TrimStart('?').Split('&').Select(pair => pair.Split('=')[1]));
        await scene.FaultAsync("oauth.token", new FaultEffect { Status = 500 });
        await scene.Host.Linking.CompleteBrowserAsync(new() { FlowId = browser.Id, CallbackUrl = address });
        var file = await scene.AuthFileAsync("acct-team");
        secrets.AddRange(JsonNode.Parse(file)!["tokens"]!.AsObject().Where(
            one => one.Key.EndsWith("token", StringComparison.Ordinal))
            .Select(one => one.Value!.ToString()));
        await scene.Host.Linking.ImportAsync(ImportTests.Request(scene, file, file[..^9]));
        var writer = scene.Host.Services.GetRequiredService<CredentialWriter>();
        var held = (await writer.PeekAsync(Guid.Parse(account.Id), default))!;
        secrets.AddRange([held.AccessToken.Reveal(), held.RefreshToken.Reveal(), held.IdToken.Reveal()]);
        await scene.Host.Linking.UnlinkAsync(new() { AccountId = account.Id });

        logged.Text.ShouldContain("linked, generation 1");
        logged.Text.ShouldContain("token_exchange_failed");
        secrets.Count.ShouldBe(12);
        // Not the assertion library's own message: it would print what it found.
        foreach (var secret in secrets)
            logged.Text.Contains(secret, StringComparison.Ordinal).ShouldBeFalse("a secret was logged");
    }
}
