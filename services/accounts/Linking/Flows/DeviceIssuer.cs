using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using CodexPooler.Accounts.Issuer;
using Microsoft.Extensions.Options;

namespace CodexPooler.Accounts.Linking.Flows;

/// <summary>The issuer's device login, as the Codex client uses it.</summary>
internal sealed class DeviceIssuer(HttpClient http, IOptions<IssuerOptions> issuer, IOptions<LinkingOptions> linking)
{
    private static readonly TimeSpan UsualInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SlowDownStep = TimeSpan.FromSeconds(5);

    public Uri VerificationPage => new(issuer.Value.Url, "/codex/device");

    public Uri Redirect => new(issuer.Value.Url, "/deviceauth/callback");

    public async Task<DeviceStart> StartAsync(CancellationToken cancellationToken)
    {
        var (status, body) = await PostAsync(
            "/api/accounts/deviceauth/usercode", new() { ["client_id"] = issuer.Value.ClientId }, cancellationToken);
        // The issuer answers 404 where device login is switched off.
        if (status == HttpStatusCode.NotFound) return DeviceStart.Refuse(LinkProblems.DeviceLoginDisabled);
        if (status is null || (int)status >= 500) return DeviceStart.Refuse(LinkProblems.IssuerUnavailable);
        if (status != HttpStatusCode.OK) return DeviceStart.Refuse(LinkProblems.DeviceFailed(IssuerBody.Error(body)));
        var (id, code) = (IssuerBody.Text(body, "device_auth_id"), IssuerBody.Text(body, "user_code"));
        return id.Length == 0 || code.Length == 0
            ? DeviceStart.Refuse(LinkProblems.DeviceFailed("its answer holds no code"))
            : new(new(id, code, Interval(body), linking.Value.DeviceLifetime), null);
    }

    public async Task<DeviceAnswer> PollAsync(DeviceLogin login, CancellationToken cancellationToken)
    {
        var (status, body) = await PostAsync(
            "/api/accounts/deviceauth/token",
            new() { ["device_auth_id"] = login.DeviceAuthId, ["user_code"] = login.UserCode },
            cancellationToken);
        if (status == HttpStatusCode.OK) return Approved(body);
        return (status, IssuerBody.Error(body)) switch
        {
            (null, _) or ( >= HttpStatusCode.InternalServerError, _) => new DeviceAnswer.Waiting(TimeSpan.Zero),
            (_, "slow_down") or (HttpStatusCode.TooManyRequests, _) => new DeviceAnswer.Waiting(SlowDownStep),
            (_, "access_denied") => new DeviceAnswer.Refused(LinkProblems.ProviderDenied),
            (_, "expired_token") => new DeviceAnswer.Refused(LinkProblems.Expired),
            (_, "authorization_pending") or (HttpStatusCode.Forbidden or HttpStatusCode.NotFound, _) =>
                new DeviceAnswer.Waiting(TimeSpan.Zero),
            var (_, code) => new DeviceAnswer.Refused(LinkProblems.DeviceFailed(code)),
        };
    }

    private static DeviceAnswer Approved(byte[] body)
    {
        var (code, verifier) = (IssuerBody.Text(body, "authorization_code"), IssuerBody.Text(body, "code_verifier"));
        return code.Length == 0 || verifier.Length == 0
            ? new DeviceAnswer.Refused(LinkProblems.DeviceFailed("its answer holds no authorization code"))
            : new DeviceAnswer.Approved(new(code), new(verifier));
    }

    private TimeSpan Interval(byte[] body)
    {
        // Sent as text by the real issuer.
        var stated = double.TryParse(
            IssuerBody.Text(body, "interval"), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(Math.Clamp(seconds, 0, 60))
            : UsualInterval;
        return stated > linking.Value.ShortestPoll ? stated : linking.Value.ShortestPoll;
    }

    private async Task<(HttpStatusCode? Status, byte[] Body)> PostAsync(
        string path, Dictionary<string, string> fields, CancellationToken cancellationToken)
    {
        using var content = JsonContent.Create(fields);
        using var budget = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        budget.CancelAfter(issuer.Value.ExchangeTimeout);
        try
        {
            using var response = await http.PostAsync(new Uri(issuer.Value.Url, path), content, budget.Token);
            return (response.StatusCode, await response.Content.ReadAsByteArrayAsync(budget.Token));
        }
        catch (HttpRequestException)
        {
            return (null, []);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, []);
        }
    }
}
