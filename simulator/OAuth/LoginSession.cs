using CodexPooler.Simulator.Accounts;

namespace CodexPooler.Simulator.OAuth;

/// <summary>One login of one account by one client; revoking it ends all its tokens.</summary>
internal sealed record LoginSession(string Id, string AccountId, string ClientId)
{
    /// <summary>The public client of the Codex CLI.</summary>
    public const string CodexClientId = "app_EMoamEEZ73f0CkXaXp7hrann";

    public static LoginSession Start(SimulatedAccount account, string clientId = CodexClientId) =>
        new($"authsess_{Guid.CreateVersion7():N}", account.Id, clientId);
}
