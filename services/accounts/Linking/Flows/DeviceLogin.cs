namespace CodexPooler.Accounts.Linking.Flows;

/// <summary>A code the issuer is waiting to be told.</summary>
internal sealed record DeviceLogin(string DeviceAuthId, string UserCode, TimeSpan Interval, TimeSpan Lifetime);
