using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CodexPooler.ServiceDefaults.Tests.TestData;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Shouldly;
using Xunit;

namespace CodexPooler.ServiceDefaults.Tests.Health;

public sealed class HealthEndpointsTests
{
    [Theory]
    [InlineData("/healthz")]
    [InlineData("/healthz/live")]
    [InlineData("/healthz/ready")]
    public async Task Probe_StartedService_Answers200(string path)
    {
        await using var service = await TestService.StartAsync();

        var answer = await service.Http.GetAsync(path);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("status").GetString().ShouldBe("ok");
    }

    [Fact]
    public async Task Ready_FailingDependency_NamesItAndStaysAlive()
    {
        await using var service = await TestService.StartAsync(builder => builder.Services.AddHealthChecks()
            .AddCheck("ledger", () => HealthCheckResult.Unhealthy("no answer from Password=hunter22"), tags: ["ready"]));

        var ready = await service.Http.GetAsync("/healthz/ready");
        var live = await service.Http.GetAsync("/healthz/live");

        ready.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        var body = await ready.Content.ReadFromJsonAsync<JsonElement>();
        body.GetProperty("failing").GetProperty("ledger").GetString().ShouldBe("no answer from Password=***");
        live.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Info_Always_SaysWhatRuns()
    {
        await using var service = await TestService.StartAsync();

        var info = await service.Http.GetFromJsonAsync<JsonElement>("/healthz/info");

        info.GetProperty("service").GetString().ShouldBe("probe");
        info.GetProperty("version").GetString().ShouldNotBeNullOrEmpty();
        info.GetProperty("runtime").GetString()!.ShouldContain(".NET 10");
    }

    [Fact]
    public async Task GrpcHealth_StartedService_Serves()
    {
        await using var service = await TestService.StartAsync();
        using var channel = GrpcChannel.ForAddress(service.GrpcAddress);

        var reply = await new global::Grpc.Health.V1.Health.HealthClient(channel).CheckAsync(new HealthCheckRequest());

        reply.Status.ShouldBe(HealthCheckResponse.Types.ServingStatus.Serving);
    }

    [Fact]
    public async Task GrpcPort_PriorKnowledgeHttp2_Answers()
    {
        await using var service = await TestService.StartAsync();
        using var client = new HttpClient { DefaultRequestVersion = HttpVersion.Version20 };
        client.DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact;

        var answer = await client.GetAsync(new Uri(service.GrpcAddress, "/healthz/live"));

        answer.Version.ShouldBe(HttpVersion.Version20);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
