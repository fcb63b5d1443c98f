using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Faults;

/// <summary>All of these end early when accounts report a newer credential generation.</summary>
internal static class CredentialRules
{
    public const string Unauthorized = "unauthorized";

    public static readonly FaultRule[] All =
    [
        new(FaultRules.CredentialMissing, "accounts had no usable access token to give")
        {
            Matches = s => s.Kind == FaultKind.Credential,
            Scope = FaultScope.Account,
            Retry = RetryAdvice.Elsewhere,
            Cooldown = CooldownKind.Fixed,
            Fixed = TimeSpan.FromMinutes(1),
        },
        new("credential_revoked", "token_invalidated, app_session_terminated, refresh_token_*, account_deactivated")
        {
            Matches = s => !s.Html && FaultCodes.CredentialGone.Contains(s.Code),
            Scope = FaultScope.Account,
            Retry = RetryAdvice.Elsewhere,
            Cooldown = CooldownKind.Fixed,
            Fixed = TimeSpan.FromHours(12),
            CountsAgainstHealth = true,
        },
        new("unauthorized_again", "401 on the same account after its token was refreshed in this turn")
        {
            Matches = IsUnauthorized,
            OnlyAfter = Unauthorized,
            Scope = FaultScope.Account,
            Retry = RetryAdvice.Elsewhere,
            Cooldown = CooldownKind.Fixed,
            Fixed = TimeSpan.FromMinutes(30),
            CountsAgainstHealth = true,
        },
        new(Unauthorized, "401 or token_expired, the first time in a turn")
        {
            Matches = IsUnauthorized,
            Scope = FaultScope.Turn,
            Retry = RetryAdvice.RefreshThenSame,
        },
    ];

    private static bool IsUnauthorized(FaultSignal signal) =>
        !signal.Html && (signal.Status == 401 || FaultCodes.TokenExpired.Contains(signal.Code));
}
