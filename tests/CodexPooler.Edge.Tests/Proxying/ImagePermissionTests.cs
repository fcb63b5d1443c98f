using System.Net;
using System.Net.Http.Json;
using CodexPooler.Edge.Tests.Ingress;

namespace CodexPooler.Edge.Tests.Proxying;

public sealed class ImagePermissionTests : IAsyncLifetime
{
    private readonly ProxyFixture _fixture = new() { AllowImages = false };

    public Task InitializeAsync() => _fixture.InitializeAsync();

    public Task DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Proxy_APoolWithoutImages_RefusesThemBeforeAnybodyIsAsked()
    {
        using var request = IngressServer.Request("POST", "/backend-api/codex/images/generations");
        request.Content = JsonContent.Create(new { model = "gpt-image-2", prompt = "a cat" });

        using var answer = await _fixture.Edge.Http.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("image_generation_disabled");
        _fixture.Settled().ShouldBeEmpty();
    }
}
