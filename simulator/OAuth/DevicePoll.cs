namespace CodexPooler.Simulator.OAuth;

/// <summary>One poll's answer: an approved account, or a refusal.</summary>
internal readonly record struct DevicePoll(string? AccountId, string ClientId, OAuthError? Refusal)
{
    public static DevicePoll Approved(string accountId, string clientId) => new(accountId, clientId, null);

    public static DevicePoll Refuse(int status, string code, string message) =>
        new(null, "", new OAuthError(status, code, message, Nested: status is 403 or 404));
}
