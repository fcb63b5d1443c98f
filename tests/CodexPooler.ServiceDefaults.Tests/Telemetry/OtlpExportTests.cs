using System.Collections.Concurrent;
using System.Text;
using CodexPooler.ServiceDefaults.Tests.TestData;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Xunit;

namespace CodexPooler.ServiceDefaults.Tests.Telemetry;

public sealed class OtlpExportTests
{
    [Fact]
    public async Task Stop_CollectorConfigured_HasReceivedTracesAndMetrics()
    {
        var received = new ConcurrentDictionary<string, string>();
        await using var collector = await TestService.StartAsync(map: app => app.MapPost(
            "/v1/{signal}",
            async (string signal, HttpRequest request) =>
            {
                using var body = new MemoryStream();
                await request.Body.CopyToAsync(body);
                received.AddOrUpdate(signal, _ => Text(body), (_, before) => before + Text(body));
            }));
        var endpoint = collector.Http.BaseAddress!.ToString();

        await using (var service = await TestService.StartAsync(settings: ("Telemetry:OtlpEndpoint", endpoint)))
        {
            await service.Http.GetStringAsync("/healthz/info");
        }

        received.ShouldContainKey("traces");
        received["traces"].ShouldContain("codex-pooler-probe");
        received["traces"].ShouldContain("/healthz/info");
        received["metrics"].ShouldContain("codexpooler_build_info");
    }

    private static string Text(MemoryStream body) => Encoding.Latin1.GetString(body.ToArray());
}
