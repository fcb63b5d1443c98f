namespace CodexPooler.Simulator.OAuth;

internal sealed record DeviceLogin(
    string Id, string UserCode, string ClientId, DateTimeOffset ExpiresAt, DateTimeOffset LastPollAt)
{
    public string? AccountId { get; init; }

    public bool Denied { get; init; }
}
