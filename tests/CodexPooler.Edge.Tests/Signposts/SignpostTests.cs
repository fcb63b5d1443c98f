using System.Net;
using System.Text.Json;
using CodexPooler.Edge.Ingress;
using CodexPooler.Edge.Signposts;
using CodexPooler.Edge.Tests.Ingress;
using CodexPooler.Edge.Tests.TestData;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Edge.Tests.Signposts;

/// <summary>What the edge answers by itself, through the whole way in.</summary>
public sealed class SignpostTests
{
    private readonly TestDirectory _directory = TestDirectory.WithKey().AddAccount("a", models: [Offers.Model("gpt-a")]);

    [Theory]
    [InlineData("/backend-api/codex/models")]
    [InlineData("/backend-api/codex/v1/models?client_version=0.169.0")]
    [InlineData("/api/provider/codex/models")]
    [InlineData("/api/provider/codex/v1/models")]
    public async Task Models_OnEveryBase_AreTheSameListWithItsETag(string path)
    {
        await using var server = await StartAsync();

        using var answer = await server.Http.SendAsync(IngressServer.Request("GET", path));
        using var head = await server.Http.SendAsync(IngressServer.Request("HEAD", path));

        var list = await JsonAsync(answer);
        list.GetProperty("models")[0].GetProperty("slug").GetString().ShouldBe("gpt-a");
        answer.Headers.ETag!.IsWeak.ShouldBeTrue();
        head.Headers.ETag.ShouldBe(answer.Headers.ETag);
        head.Content.Headers.ContentLength.ShouldBe(answer.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task Models_AskedForWithTheirETag_AreNotSentAgain()
    {
        await using var server = await StartAsync();
        using var first = await server.Http.SendAsync(IngressServer.Request("GET", "/backend-api/codex/models"));
        using var request = IngressServer.Request("GET", "/backend-api/codex/models");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using var again = await server.Http.SendAsync(request);

        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Theory]
    [InlineData("/api/codex/usage")]
    [InlineData("/wham/usage")]
    [InlineData("/backend-api/wham/usage")]
    [InlineData("/api/provider/codex/usage")]
    [InlineData("/backend-api/codex/api/codex/usage")]
    public async Task Usage_OnEveryPath_TellsThePools(string path)
    {
        await using var server = await StartAsync();

        using var answer = await server.Http.SendAsync(IngressServer.Request("GET", path));

        var body = await JsonAsync(answer);
        body.GetProperty("plan_type").GetString().ShouldBe("plus");
        body.GetProperty("rate_limit").GetProperty("allowed").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task ChatCompletions_OnTheBackendBase_AreRefusedClearly()
    {
        await using var server = await StartAsync();

        using var answer = await server.Http.SendAsync(IngressServer.Request("POST", "/backend-api/codex/chat/completions"));

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await JsonAsync(answer)).GetProperty("error").GetProperty("code").GetString().ShouldBe("unsupported_endpoint");
    }

    [Fact]
    public async Task AccountsCheck_BehindHttps_SendsTheClientBackHere()
    {
        await using var server = await StartAsync("https://pooler.example.com/");
        using var request = IngressServer.Request("GET", "/backend-api/wham/accounts/check", key: "a ChatGPT token");
        request.Headers.Add("chatgpt-account-id", "acct-1");

        using var answer = await server.Http.SendAsync(request);

        var body = await JsonAsync(answer);
        body.GetProperty("default_account_id").GetString().ShouldBe("acct-1");
        var account = body.GetProperty("accounts")[0];
        account.GetProperty("workspace_backend_origin").GetString().ShouldBe("https://pooler.example.com");
        account.GetProperty("account_routing_override").GetString().ShouldBe("NO_CONSTRAINT");
    }

    [Fact]
    public async Task AccountsCheck_WithoutHttps_SaysWhatToChange()
    {
        await using var server = await StartAsync();
        using var request = IngressServer.Request("GET", "/backend-api/wham/accounts/check", key: "a ChatGPT token");
        request.Headers.Add("chatgpt-account-id", "acct-1");

        using var answer = await server.Http.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("remove chatgpt_base_url");
    }

    private Task<EdgeServer> StartAsync(string? publicUrl = null) => IngressServer.StartAsync(_directory, configure: services =>
    {
        services.AddSignposts();
        if (publicUrl is not null) services.Configure<IngressOptions>(options => options.PublicUrl = new Uri(publicUrl));
    });

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer) =>
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
}
