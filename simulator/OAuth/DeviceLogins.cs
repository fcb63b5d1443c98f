using System.Security.Cryptography;
using CodexPooler.Simulator.Control;
using CodexPooler.Simulator.Time;

namespace CodexPooler.Simulator.OAuth;

/// <summary>Device logins waiting for their user.</summary>
internal sealed class DeviceLogins(IssuerScript script, SimulatorClock clock) : IResettable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, DeviceLogin> _logins = new(StringComparer.Ordinal);

    public IReadOnlyList<DeviceLogin> Waiting
    {
        get
        {
            lock (_gate) return [.. _logins.Values.Where(login => login is { AccountId: null, Denied: false })];
        }
    }

    public DeviceLogin Start(string clientId)
    {
        const string alphabet = "BCDFGHJKLMNPQRSTVWXZ0123456789";
        var now = clock.GetUtcNow();
        var userCode = $"{RandomNumberGenerator.GetString(alphabet, 4)}-{RandomNumberGenerator.GetString(alphabet, 5)}";
        var login = new DeviceLogin($"deviceauth_{Guid.CreateVersion7():N}", userCode, clientId,
            now + TimeSpan.FromSeconds(script.Current.DeviceLifetimeSeconds), DateTimeOffset.MinValue);
        lock (_gate) _logins[login.Id] = login;
        return login;
    }

    /// <summary>The user's decision; false when no login waits under this code.</summary>
    public bool Decide(string userCode, string? accountId)
    {
        lock (_gate)
        {
            var login = _logins.Values.FirstOrDefault(login =>
                string.Equals(login.UserCode, userCode.Trim(), StringComparison.OrdinalIgnoreCase) && login.AccountId is null);
            if (login is null || clock.GetUtcNow() >= login.ExpiresAt) return false;
            _logins[login.Id] = login with { AccountId = accountId, Denied = accountId is null };
            return true;
        }
    }

    public DevicePoll Poll(string id, string userCode)
    {
        lock (_gate)
        {
            var settings = script.Current;
            var now = clock.GetUtcNow();
            if (!_logins.TryGetValue(id, out var login) || login.UserCode != userCode)
                return DevicePoll.Refuse(400, "invalid_grant", "Device authorization is unknown.");
            if (now >= login.ExpiresAt) return DevicePoll.Refuse(400, "expired_token", "Device authorization has expired.");
            if (login.Denied) return DevicePoll.Refuse(400, "access_denied", "The user denied the device.");
            _logins[id] = login with { LastPollAt = now };
            if (settings.SlowDown && now - login.LastPollAt < TimeSpan.FromSeconds(settings.DeviceIntervalSeconds))
                return DevicePoll.Refuse(400, "slow_down", "Polling too fast.");
            if (login.AccountId is not { } accountId)
                return DevicePoll.Refuse(settings.DevicePendingStatus, "authorization_pending", "The user has not decided yet.");
            _logins.Remove(id);
            return DevicePoll.Approved(accountId, login.ClientId);
        }
    }

    public void Reset()
    {
        lock (_gate) _logins.Clear();
    }
}
