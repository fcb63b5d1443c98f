using System.Net;
using System.Security.Authentication;
using CodexPooler.Edge.Upstream;
using CodexPooler.Edge.Warmup;
using CodexPooler.Edge.Warmup.Backend;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CodexPooler.Edge.Tests.Warmup;

/// <summary>Who trusts the certificate a rehearsal makes: the rehearsed edge, for that one, and nobody else.</summary>
public sealed class RehearsalTrustTests : IDisposable
{
    private readonly UnheardMeters _meters = new();

    [Fact]
    public async Task Send_EdgeThatServes_TrustsNoRehearsal()
    {
        await using var edge = await WarmingEdge.StartAsync(turns: 0);
        await using var backend = await StartAsync();

        edge.Services.GetService<UpstreamRoots>().ShouldBeNull();
        var refused = await Should.ThrowAsync<HttpRequestException>(
            SendAsync(edge.Services.GetRequiredService<UpstreamClient>(), backend));

        refused.InnerException.ShouldBeOfType<AuthenticationException>();
    }

    [Fact]
    public async Task Send_EdgeOfTheRehearsal_TrustsItsOwnUpstreamOnly()
    {
        await using var backend = await StartAsync();
        await using var another = await StartAsync();
        using var client = Client(new UpstreamRoots(backend.Certificate));

        using (var answer = await SendAsync(client, backend))
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            answer.Version.ShouldBe(HttpVersion.Version20);
        }

        var refused = await Should.ThrowAsync<HttpRequestException>(SendAsync(client, another));
        refused.InnerException.ShouldBeOfType<AuthenticationException>();
    }

    [Fact]
    public async Task Send_ToAnotherNameOfTheSameMachine_IsRefused()
    {
        await using var backend = await StartAsync();
        using var client = Client(new UpstreamRoots(backend.Certificate));
        var elsewhere = new UriBuilder(backend.SecureUpstream) { Host = "localhost" }.Uri;

        var refused = await Should.ThrowAsync<HttpRequestException>(SendAsync(client, elsewhere));

        refused.InnerException.ShouldBeOfType<AuthenticationException>();
    }

    public void Dispose() => _meters.Dispose();

    private UpstreamClient Client(UpstreamRoots roots) =>
        new(Options.Create(new UpstreamOptions()), TimeProvider.System, _meters, roots);

    private Task<RehearsalBackend> StartAsync() =>
        RehearsalBackend.StartAsync(_meters, BackendTurns.AnswerAsync, CancellationToken.None);

    private static Task<HttpResponseMessage> SendAsync(UpstreamClient client, RehearsalBackend backend) =>
        SendAsync(client, backend.SecureUpstream);

    private static async Task<HttpResponseMessage> SendAsync(UpstreamClient client, Uri upstream)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Post, new Uri(upstream, "/backend-api/codex/responses/compact"));
        return await client.SendAsync(request, CancellationToken.None);
    }
}
