using CodexPooler.Testing.Codex;
using Shouldly;
using Xunit;

namespace CodexPooler.Codex.Tests.Logins;

/// <summary>The client as installed, with its built-in provider: it meets the simulator at chatgpt.com, over TLS.</summary>
public sealed class DefaultClientTests : IssuerSuite
{
    [CodexTheory]
    [CodexVersions]
    public async Task Exec_BuiltInProvider_IsServedAsByTheRealBackend(string version)
    {
        var run = await (await DefaultAsync(version)).ExecAsync("Say something.");

        run.ExitCode.ShouldBe(0, run.Transcript);
        run.LastAnswer.ShouldNotBeNullOrEmpty();
        var rows = await Simulator.LedgerAsync();
        var turn = rows.Where(row => row is { Route: "responses", Prewarm: false }).ShouldHaveSingleItem();
        turn.Account.ShouldBe("acct-pro");
        turn.Transport.ShouldBe(Can(version).BuiltInWebSockets ? "websocket" : "http");
        rows.Any(row => row.Route == "accounts.check").ShouldBe(Can(version).AccountsCheck);
        Outside.Refused.ShouldBeEmpty();
    }

    /// <summary>gpt-5.4-mini is in no version's own list: without a usable catalogue the CLI warns that it does not know
    /// it.</summary>
    [CodexTheory]
    [CodexVersions]
    public async Task Exec_ModelOfTheCatalogueOnly_IsKnown(string version)
    {
        var sandbox = await DefaultAsync(version);

        var run = await sandbox.ExecAsync("Say something.", "-m", "gpt-5.4-mini");

        run.ExitCode.ShouldBe(0, run.Transcript);
        run.Items("error").ShouldBeEmpty(run.Transcript);
        (await Simulator.LedgerAsync("models")).ShouldAllBe(row => row.Status == 200);
        File.ReadAllText(Path.Combine(sandbox.CodexHome, "models_cache.json")).ShouldContain("Simulated model gpt-5.4-mini.");
    }

    [CodexTheory]
    [CodexVersions]
    public async Task Exec_SignedInOverHttp_CompressesWhereTheVersionDoes(string version)
    {
        var run = await (await SignedInAsync(version)).ExecAsync("Say something.");

        run.ExitCode.ShouldBe(0, run.Transcript);
        var turn = (await Simulator.LedgerAsync("responses")).ShouldHaveSingleItem();
        turn.ContentEncoding.ShouldBe(Can(version).CompressesRequests ? "zstd" : null);
    }

    private async Task<CodexSandbox> DefaultAsync(string version)
    {
        const string quiet = "check_for_update_on_startup = false\ncli_auth_credentials_store = \"file\"\nmodel = \"gpt-5.5\"\n"
            + "[analytics]\nenabled = false\n[features]\nplugins = false\napps = false\n";
        return (await SignedInAsync(version)).WithConfig(quiet);
    }
}
