using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CodexPooler.Simulator.OAuth;
using CodexPooler.Simulator.Tests.TestData;

namespace CodexPooler.Simulator.Tests.OAuth;

/// <summary>Speaks to the issuer as a client does: forms, JSON and redirects not followed.</summary>
internal sealed class IssuerClient(RunningSimulator simulator) : IDisposable
{
    public const string ClientId = "app_test";
    public const string RedirectUri = "http://127.0.0.1:1455/auth/callback";

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
        BaseAddress = simulator.BaseAddress,
    };

    public string Verifier { get; } = ProofKey.NewVerifier();

    public string AuthorizeQuery(string extra = "", string state = "st4te") =>
        $"response_type=code&client_id={ClientId}&redirect_uri={Uri.EscapeDataString(RedirectUri)}&state={state}"
        + $"&code_challenge={ProofKey.Challenge(Verifier)}&code_challenge_method=S256&scope=openid%20profile{extra}";

    public Task<HttpResponseMessage> AuthorizeAsync(string query) =>
        _http.GetAsync("/oauth/authorize?" + query, simulator.Deadline);

    /// <summary>The code of an approved login.</summary>
    public async Task<string> CodeAsync(string account = "acct-plus")
    {
        using var response = await AuthorizeAsync(AuthorizeQuery($"&account={account}"));
        return response.Headers.Location!.Query.TrimStart('?').Split('&')[0]["code=".Length..];
    }

    public Task<(HttpStatusCode Status, JsonNode Body)> TakeCodeAsync(
        string code, string? verifier = null, string? redirectUri = null) =>
        FormAsync("/oauth/token", new()
        {
            ["grant_type"] = "authorization_code",
            ["client_id"] = ClientId,
            ["code"] = code,
            ["redirect_uri"] = redirectUri ?? RedirectUri,
            ["code_verifier"] = verifier ?? Verifier,
        });

    public async Task<JsonNode> LogInAsync(string account = "acct-plus") => (await TakeCodeAsync(await CodeAsync(account))).Body;

    public Task<(HttpStatusCode Status, JsonNode Body)> RefreshAsync(string refreshToken, string clientId = ClientId) =>
        PostAsync("/oauth/token", new { grant_type = "refresh_token", client_id = clientId, refresh_token = refreshToken });

    public async Task<(HttpStatusCode Status, JsonNode Body)> FormAsync(string path, Dictionary<string, string> fields)
    {
        using var content = new FormUrlEncodedContent(fields);
        using var response = await _http.PostAsync(path, content, simulator.Deadline);
        return await ReadAsync(response);
    }

    public async Task<(HttpStatusCode Status, JsonNode Body)> PostAsync(string path, object body)
    {
        using var response = await _http.PostAsJsonAsync(path, body, simulator.Deadline);
        return await ReadAsync(response);
    }

    public async Task<HttpStatusCode> UseAsync(string accessToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/backend-api/wham/usage");
        request.Headers.Authorization = new("Bearer", accessToken);
        using var response = await _http.SendAsync(request, simulator.Deadline);
        return response.StatusCode;
    }

    public void Dispose() => _http.Dispose();

    private async Task<(HttpStatusCode, JsonNode)> ReadAsync(HttpResponseMessage response) =>
        (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(simulator.Deadline))!);
}
