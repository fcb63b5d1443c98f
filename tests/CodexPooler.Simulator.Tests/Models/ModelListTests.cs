using System.Net;
using System.Text.Json.Nodes;
using CodexPooler.Simulator.Tests.TestData;
using Shouldly;
using Xunit;

namespace CodexPooler.Simulator.Tests.Models;

public sealed class ModelListTests
{
    // Measured: a client throws the whole list away when one entry lacks one of these (0.125, 0.145 and 0.169 together).
    private static readonly string[] Required =
    [
        "slug", "display_name", "supported_reasoning_levels", "shell_type", "visibility", "supported_in_api", "priority",
        "base_instructions", "support_verbosity", "truncation_policy", "experimental_supported_tools",
        "supports_parallel_tool_calls", "supports_reasoning_summaries", "context_window",
    ];

    [Fact]
    public async Task Models_EveryEntry_HasWhatAnyClientVersionRequires()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var (_, body) = await simulator.GetAsync("/backend-api/codex/models?client_version=0.169.0", "acct-pro");

        var models = body["models"]!.AsArray();
        models.Count.ShouldBeGreaterThan(5);
        models.ShouldAllBe(model => Required.All(field => model!.AsObject().ContainsKey(field)));
    }

    [Fact]
    public async Task Models_OldClient_GetsNoEntryItCannotRead()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var old = await ModelsAsync("0.125.0");
        var current = await ModelsAsync("0.169.0");

        old.ToJsonString().ShouldNotContain("\"max\"");
        current.ToJsonString().ShouldContain("\"max\"");
        old.Count.ShouldBeInRange(1, current.Count - 1);

        async Task<JsonArray> ModelsAsync(string version)
        {
            var (_, body) = await simulator.GetAsync($"/backend-api/codex/models?client_version={version}", "acct-pro");
            return body["models"]!.AsArray();
        }
    }

    [Fact]
    public async Task Models_AccountsOfDifferentPlans_GetDifferentListsAndEtags()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.ControlAsync(HttpMethod.Post, "accounts", new { id = "acct-own", models = new[] { "gpt-5.5" } });

        var plus = await ListAsync(simulator, "acct-plus");
        var pro = await ListAsync(simulator, "acct-pro");
        var own = await ListAsync(simulator, "acct-own");

        own.Slugs.ShouldBe(["gpt-5.5"]);
        pro.Slugs.ShouldContain("gpt-5.3-codex-spark");
        plus.Slugs.ShouldNotContain("gpt-5.3-codex-spark");
        new[] { plus.ETag, pro.ETag, own.ETag }.Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public async Task Models_IfNoneMatch_Is304UntilRepublished()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var (_, etag) = await ListAsync(simulator, "acct-plus");

        (await ConditionalAsync(simulator, etag)).ShouldBe(HttpStatusCode.NotModified);
        await simulator.ControlAsync(HttpMethod.Post, "models/republish");
        (await ConditionalAsync(simulator, etag)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Models_WithoutBearer_Is401()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        using var response = await simulator.Http.GetAsync("/backend-api/codex/models", simulator.Deadline);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static async Task<(IReadOnlyList<string> Slugs, string ETag)> ListAsync(RunningSimulator simulator, string account)
    {
        using var request = simulator.Request(HttpMethod.Get, "/backend-api/codex/models", account);
        using var response = await simulator.Http.SendAsync(request, simulator.Deadline);
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync(simulator.Deadline))!;
        return ([.. body["models"]!.AsArray().Select(model => (string)model!["slug"]!)], response.Headers.ETag!.ToString());
    }

    private static async Task<HttpStatusCode> ConditionalAsync(RunningSimulator simulator, string etag)
    {
        using var request = simulator.Request(HttpMethod.Get, "/backend-api/codex/models");
        request.Headers.TryAddWithoutValidation("If-None-Match", etag);
        using var response = await simulator.Http.SendAsync(request, simulator.Deadline);
        return response.StatusCode;
    }
}
