using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Accounts.UpstreamAccounts;

internal static class AccountExtensions
{
    /// <summary>Whether turns run on it: also while its credential is renewed, for the one it has lives until then.</summary>
    public static bool Serves(this Account account) => account.Status is AccountStatus.Active or AccountStatus.Refreshing;
}
