namespace CodexPooler.Accounts.Tokens;

internal enum TokenStatus
{
    Active,
    Refreshing,
    ReauthRequired,
}
