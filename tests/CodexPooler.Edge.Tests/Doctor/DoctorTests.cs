using System.Net;
using CodexPooler.Edge.Ingress;
using CodexPooler.Edge.Routes;
using CodexPooler.Edge.Signposts;
using CodexPooler.Edge.Tests.Ingress;
using CodexPooler.Edge.Tests.TestData;
using CodexPooler.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Edge.Tests.Doctor;

/// <summary>The probes are those of the real `codex doctor`, which the CLI suite runs against the same routes.</summary>
public sealed class DoctorTests
{
    private readonly TestDirectory _directory = TestDirectory.WithKey();

    [Fact]
    public async Task Doctor_WithAKey_FindsNothingToComplainOf()
    {
        await using var server = await StartAsync();

        using var answer = await server.Http.SendAsync(IngressServer.Request("GET", "/doctor"));

        var report = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, report);
        report.ShouldContain("3 ok | 0 warn | 0 fail");
        report.ShouldContain("HTTP 101");
        report.ShouldNotContain(TestDirectory.Key);
    }

    [Fact]
    public async Task Doctor_WithoutAKey_SkipsTheSocket()
    {
        await using var server = await StartAsync();

        var report = await server.Http.GetStringAsync("/doctor");

        report.ShouldContain("2 ok | 0 warn | 0 fail");
    }

    [Fact]
    public async Task Doctor_AnUnknownKey_GoesNowhere()
    {
        await using var server = await StartAsync();

        using var answer = await server.Http.SendAsync(IngressServer.Request("GET", "/doctor", "sk-other"));

        (await answer.Content.ReadAsStringAsync()).ShouldContain("2 ok | 0 warn | 1 fail");
    }

    [Fact]
    public async Task Doctor_AnAddressThatDoesNotAnswer_IsAFailure()
    {
        await using var server = await StartAsync(new Uri($"http://127.0.0.1:{FreePort.Next()}"));

        using var answer = await server.Http.SendAsync(IngressServer.Request("GET", "/doctor"));

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("0 ok | 0 warn | 3 fail");
    }

    [Fact]
    public async Task Doctor_SomethingElseInFront_IsRecognised()
    {
        await using var page = await EdgeServer.StartAsync(context =>
        {
            context.Response.ContentType = "text/html";
            return Task.CompletedTask;
        });
        await using var server = await StartAsync(page.Address);

        using var answer = await server.Http.SendAsync(IngressServer.Request("GET", "/doctor"));

        (await answer.Content.ReadAsStringAsync()).ShouldContain("not JSON");
    }

    [Fact]
    public async Task Doctor_OperatorWhileAccountsIsAway_SaysSoAndChecksNothingElse()
    {
        await using var server = await StartAsync();

        using var answer = await server.Http.SendAsync(IngressServer.Request("GET", "/doctor", "cxp-op-token"));

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        var report = await answer.Content.ReadAsStringAsync();
        report.ShouldContain("FAIL accounts               does not answer (Unavailable)");
        report.ShouldContain("2 ok | 0 warn | 1 fail");
        report.ShouldNotContain("cxp-op-token");
    }

    private Task<EdgeServer> StartAsync(Uri? publicUrl = null) => IngressServer.StartAsync(_directory, configure: services =>
    {
        services.AddSignposts().AddDoctorAlone().AddSingleton<IEdgeHandler, AcceptingSocket>();
        if (publicUrl is not null) services.Configure<IngressOptions>(options => options.PublicUrl = publicUrl);
    });
}
