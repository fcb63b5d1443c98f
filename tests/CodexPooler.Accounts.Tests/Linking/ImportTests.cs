using System.Text.Json.Nodes;
using CodexPooler.Accounts.Tests.TestData;
using CodexPooler.Contracts.Credentials.V1;
using CodexPooler.Contracts.Directory.V1;
using Google.Protobuf;
using Outcome = CodexPooler.Contracts.Credentials.V1.ImportResult.Types.Outcome;

namespace CodexPooler.Accounts.Tests.Linking;

public sealed class ImportTests
{
    public static TheoryData<string> Shapes => ["codex", "cliproxy", "codex-lb", "codex-lb-list"];

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Import_EveryShape_AccountServesAndWarns(string shape)
    {
        await using var scene = await LinkingScene.StartAsync();

        var result = (await ImportAsync(scene, Shape(shape, await scene.AuthFileAsync("acct-plus")))).ShouldHaveSingleItem();

        (result.Outcome, result.Plan).ShouldBe((Outcome.Added, "plus"), result.Message);
        result.Warnings.ShouldHaveSingleItem().ShouldContain("only this system may renew");
        (await scene.AccountAsync(result.AccountId)).Status.ShouldBe(AccountStatus.Active);
        (await scene.Host.CredentialAdmin.RefreshAsync(new() { AccountId = result.AccountId })).Generation.ShouldBe(2);
    }

    [Fact]
    public async Task Import_DryRun_KeepsNothing()
    {
        await using var scene = await LinkingScene.StartAsync();
        var request = Request(scene, await scene.AuthFileAsync("acct-plus"));
        request.DryRun = true;

        var result = (await scene.Host.Linking.ImportAsync(request)).Results.ShouldHaveSingleItem();

        (result.Outcome, result.Label).ShouldBe((Outcome.Added, "acct-plus@simulator.invalid"));
        (await scene.Host.Admin.ListAccountsAsync(new())).Accounts.ShouldBeEmpty();
    }

    [Fact]
    public async Task Import_SameSeatTwice_OneAccount()
    {
        await using var scene = await LinkingScene.StartAsync();
        var (one, two) = (await scene.AuthFileAsync("acct-plus"), await scene.AuthFileAsync("acct-plus"));

        var results = await ImportAsync(scene, one, two, one);

        results.Select(result => result.Outcome).ShouldBe([Outcome.Added, Outcome.DuplicateSeat, Outcome.DuplicateSeat]);
        results[1].Message.ShouldContain("0.json");
        (await scene.Host.Admin.ListAccountsAsync(new())).Accounts.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Import_OlderCopyOfALinkedSeat_ChangesNothing()
    {
        await using var scene = await LinkingScene.StartAsync();
        var old = await scene.AuthFileAsync("acct-plus");
        var account = await scene.LinkDeviceAsync("acct-plus");
        await scene.Host.CredentialAdmin.RefreshAsync(new() { AccountId = account.Id });

        var result = (await ImportAsync(scene, old)).ShouldHaveSingleItem();

        (result.Outcome, result.AccountId).ShouldBe((Outcome.DuplicateSeat, account.Id));
        (await scene.AccountAsync(account.Id)).CredentialGeneration.ShouldBe(2);
    }

    [Fact]
    public async Task Import_SeatWhoseLineageDied_Updated()
    {
        await using var scene = await LinkingScene.StartAsync();
        var account = await scene.LinkDeviceAsync("acct-plus");
        await scene.ControlAsync("accounts/acct-plus/refresh-tokens", new { state = "spent" });
        (await scene.Host.CredentialAdmin.RefreshAsync(new() { AccountId = account.Id })).Result.ShouldBe(
            RefreshOutcome.Types.Result.ReauthRequired);

        var result = (await ImportAsync(scene, await scene.AuthFileAsync("acct-plus"))).ShouldHaveSingleItem();

        (result.Outcome, result.AccountId).ShouldBe((Outcome.Updated, account.Id));
        (await scene.AccountAsync(account.Id)).Status.ShouldBe(AccountStatus.Active);
    }

    [Theory]
    [InlineData("not json", "invalid_auth_json")]
    [InlineData("""{"auth_mode":"apikey","OPENAI_API_KEY":"sk-x"}""", "unsupported_auth_json")]
    [InlineData("""{"personal_access_token":"x"}""", "unsupported_auth_json")]
    [InlineData("""{"type":"claude","access_token":"a","refresh_token":"b"}""", "unsupported_auth_json")]
    [InlineData("""{"format":"codex-lb-account-bundle","ciphertext":"x"}""", "unsupported_auth_json")]
    [InlineData("{}", "missing_tokens")]
    [InlineData("""{"tokens":{"access_token":"\ud800","refresh_token":"b","id_token":"c"}}""", "missing_token")]
    [InlineData("""{"tokens":{"access_token":"e30.eyJleHAiOiJzb29uIn0.x","refresh_token":"b","id_token":"e30.e30.x"}}""",
        "invalid_token")]
    [InlineData("""{"tokens":{"access_token":"a","id_token":"c"}}""", "missing_refresh_token")]
    [InlineData("""{"tokens":{"refresh_token":"b","id_token":"c"}}""", "missing_token")]
    [InlineData("""{"tokens":{"access_token":"a","refresh_token":"b"}}""", "missing_token")]
    [InlineData("""{"tokens":{"access_token":"a","refresh_token":"b","id_token":"c"}}""", "invalid_token")]
    [InlineData("""{"tokens":{"access_token":"e30.eyJleHAiOjQxMDI0NDQ4MDB9.x","refresh_token":"b","id_token":"e30.e30.x"}}""",
        "missing_account_identifier")]
    public async Task Import_NoLogin_SaysWhy(string content, string code)
    {
        await using var scene = await LinkingScene.StartAsync();

        var result = (await ImportAsync(scene, content)).ShouldHaveSingleItem();

        (result.Outcome, result.ErrorCode).ShouldBe((Outcome.Rejected, code));
        result.Message.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Import_ExpiredAccessToken_Rejected()
    {
        await using var scene = await LinkingScene.StartAsync();

        var result = (await ImportAsync(scene, await scene.AuthFileAsync("acct-plus",
            new() { AccessTokenSeconds = -60 }))).ShouldHaveSingleItem();

        (result.Outcome, result.ErrorCode).ShouldBe((Outcome.Rejected, "expired_token"));
    }

    [Fact]
    public async Task Import_HugeFile_Rejected()
    {
        await using var scene = await LinkingScene.StartAsync();

        var result = (await ImportAsync(scene, $$"""{"x":"{{new string('x', 70_000)}}"}""")).ShouldHaveSingleItem();

        result.ErrorCode.ShouldBe("invalid_auth_json");
    }

    internal static ImportRequest Request(LinkingScene scene, params string[] files)
    {
        var request = new ImportRequest { PoolIds = { scene.Pool.Id } };
        foreach (var (number, content) in files.Index())
            request.Files.Add(new ImportFile { Name = $"{number}.json", Content = ByteString.CopyFromUtf8(content) });
        return request;
    }

    private static async Task<IReadOnlyList<ImportResult>> ImportAsync(LinkingScene scene, params string[] files) =>
        (await scene.Host.Linking.ImportAsync(Request(scene, files))).Results;

    private static string Shape(string shape, string authJson)
    {
        var tokens = JsonNode.Parse(authJson)!["tokens"]!.DeepClone().AsObject();
        var camel = new JsonObject
        {
            ["idToken"] = tokens["id_token"]!.DeepClone(),
            ["accessToken"] = tokens["access_token"]!.DeepClone(),
            ["refreshToken"] = tokens["refresh_token"]!.DeepClone(),
            ["accountId"] = tokens["account_id"]!.DeepClone(),
        };
        switch (shape)
        {
            case "codex": return authJson;
            case "cliproxy":
                tokens["type"] = "codex";
                tokens["email"] = "someone@example.invalid";
                return tokens.ToJsonString();
            case "codex-lb":
                return new JsonObject
                {
                    ["tokens"] = camel,
                    ["lastRefreshAt"] = "2026-01-01T00:00:00Z"
                }.ToJsonString();
            default:
                tokens.Remove("account_id");
                return new JsonObject
                {
                    ["version"] = 1,
                    ["accounts"] = new JsonArray(
                        new JsonObject { ["email"] = "someone@example.invalid", ["credentials"] = tokens }),
                }.ToJsonString();
        }
    }
}
