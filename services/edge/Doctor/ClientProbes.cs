using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace CodexPooler.Edge.Doctor;

/// <summary>What `codex doctor` asks of a provider (measured with 0.169): two calls without a key, one upgrade with it.</summary>
internal sealed class ClientProbes : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ConnectTimeout = Patience,
        ActivityHeadersPropagator = null,
    });

    public Task<Finding> ReachabilityAsync(Uri baseUrl, CancellationToken cancellationToken) => ProbeAsync(
        "provider reachability", new(HttpMethod.Head, Below(baseUrl, "/responses")),
        answer => new(answer.StatusCode < HttpStatusCode.InternalServerError ? Verdict.Ok : Verdict.Failure, "", Told(answer)),
        cancellationToken);

    public Task<Finding> ModelsAsync(Uri baseUrl, CancellationToken cancellationToken) => ProbeAsync(
        "model catalogue", new(HttpMethod.Get, Below(baseUrl, "/models")),
        answer => answer switch
        {
            { StatusCode: not (HttpStatusCode.OK or HttpStatusCode.Unauthorized) } => new(Verdict.Failure, "", Told(answer)),
            { Content.Headers.ContentType.MediaType: "application/json" } => new(Verdict.Ok, "", Told(answer) + ", JSON"),
            _ => new(Verdict.Failure, "", Told(answer) + ", not JSON: something in front answers instead of the gateway"),
        },
        cancellationToken);

    public Task<Finding> WebSocketAsync(Uri baseUrl, AuthenticationHeaderValue key, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, Below(baseUrl, "/responses")) { Version = HttpVersion.Version11 };
        request.Headers.Authorization = key;
        request.Headers.Connection.Add("Upgrade");
        request.Headers.Upgrade.Add(new("websocket"));
        request.Headers.TryAddWithoutValidation("Sec-WebSocket-Version", "13");
        request.Headers.TryAddWithoutValidation("Sec-WebSocket-Key", Convert.ToBase64String(RandomNumberGenerator.GetBytes(16)));
        request.Headers.TryAddWithoutValidation("openai-beta", "responses_websockets=2026-02-06");
        return ProbeAsync("websocket", request, answer => answer.StatusCode switch
        {
            HttpStatusCode.SwitchingProtocols => new(Verdict.Ok, "", Told(answer)),
            HttpStatusCode.UpgradeRequired =>
                new(Verdict.Warning, "", Told(answer) + ": a proxy in front drops the upgrade; clients use HTTP"),
            HttpStatusCode.Unauthorized => new(Verdict.Failure, "", Told(answer) + ": the key you sent is not valid"),
            _ => new(Verdict.Failure, "", Told(answer)),
        }, cancellationToken);
    }

    public void Dispose() => _http.Dispose();

    private async Task<Finding> ProbeAsync(
        string check, HttpRequestMessage request, Func<HttpResponseMessage, Finding> judge, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        using (request)
        {
            try
            {
                using var answer = await _http.SendAsync(request, limit.Token);
                return judge(answer) with { Check = check };
            }
            catch (HttpRequestException cause)
            {
                return new(Verdict.Failure, check, cause.HttpRequestError.ToString());
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return new(Verdict.Failure, check, $"no answer in {Patience.TotalSeconds} s");
            }
        }
    }

    private static Uri Below(Uri baseUrl, string path) => new(baseUrl.ToString().TrimEnd('/') + path);

    private static string Told(HttpResponseMessage answer) => $"HTTP {(int)answer.StatusCode}";
}
