using System.Diagnostics;
using System.Net;
using CodexPooler.ServiceDefaults.Tests.TestData;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Xunit;

namespace CodexPooler.ServiceDefaults.Tests.Telemetry;

public sealed class TracePropagationTests
{
    private const string Trace = "4bf92f3577b34da6a3ce929d0e0e4736";

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Call_ThroughTwoServices_KeepsTheTrace(string version)
    {
        await using var inner = await TestService.StartAsync(map: app =>
            app.MapGet("/trace", (HttpRequest request) => $"{Activity.Current?.TraceId} {request.Protocol}"));
        var target = new Uri(version == "2.0" ? inner.GrpcAddress : inner.Http.BaseAddress!, "/trace");
        await using var outer = await TestService.StartAsync(map: app => app.MapGet("/call", () => GetAsync(target, version)));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/call");
        request.Headers.Add("traceparent", $"00-{Trace}-00f067aa0ba902b7-01");

        var answer = await outer.Http.SendAsync(request);

        (await answer.Content.ReadAsStringAsync()).ShouldBe($"{Trace} HTTP/{version.TrimEnd('0').TrimEnd('.')}");
    }

    private static async Task<string> GetAsync(Uri target, string version)
    {
        using var client = new HttpClient { DefaultRequestVersion = Version.Parse(version) };
        client.DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        return await client.GetStringAsync(target);
    }
}
