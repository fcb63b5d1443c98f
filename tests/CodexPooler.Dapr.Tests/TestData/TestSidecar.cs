using CodexPooler.SidecarDouble;
using CodexPooler.SidecarDouble.State;
using Dapr.Client;

namespace CodexPooler.Dapr.Tests.TestData;

/// <summary>
/// A sidecar double with everything configured, a client of it and a bare HTTP client to send literal exchanges.
/// </summary>
internal sealed class TestSidecar : IAsyncDisposable
{
    public const string Store = "store1";
    public const string PlainStore = "plain";

    private TestSidecar(Sidecar sidecar, DaprClient client)
    {
        Sidecar = sidecar;
        Client = client;
        Http = new HttpClient { BaseAddress = sidecar.HttpEndpoint };
    }

    public Sidecar Sidecar { get; }

    public DaprClient Client { get; }

    public HttpClient Http { get; }

    public static SidecarOptions Options { get; } = new()
    {
        AppId = "myapp",
        StateStores = new Dictionary<string, StateStoreProfile>
        {
            [Store] = StateStoreProfile.InMemory,
            ["pg"] = StateStoreProfile.PostgreSql,
            [PlainStore] = StateStoreProfile.InMemory with { Transactional = false },
        },
        ActorStateStore = Store,
        Bindings = new Dictionary<string, string?> { ["billing-exports"] = null },
        PubSubs = new HashSet<string> { "messages" },
    };

    public static async Task<TestSidecar> StartAsync(SidecarOptions? options = null, TimeProvider? time = null)
    {
        var sidecar = await Sidecar.StartAsync(options ?? Options, time);
        var builder = new DaprClientBuilder()
            .UseHttpEndpoint(sidecar.HttpEndpoint.ToString())
            .UseDaprApiToken(sidecar.Options.ApiToken ?? string.Empty);
        return new TestSidecar(sidecar, builder.Build());
    }

    public async Task<HttpResponseMessage> SendAsync(string method, string path, string? body = null, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
            request.Content = new StringContent(body, null, "application/json");
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return await Http.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        Client.Dispose();
        await Sidecar.DisposeAsync();
    }
}
