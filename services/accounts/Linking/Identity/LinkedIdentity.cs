using CodexPooler.Accounts.Tokens;
using CodexPooler.Accounts.UpstreamAccounts;

namespace CodexPooler.Accounts.Linking.Identity;

/// <summary>Whose tokens these are, in the issuer's words.</summary>
internal sealed record LinkedIdentity(Seat Seat, string Plan, string Email, string Residency)
{
    private const string AnyResidency = "no_constraint";

    /// <summary>Null when the tokens name no account.</summary>
    /// <param name="statedAccountId">What the file around the tokens says; it chooses among the accounts of one login.</param>
    public static LinkedIdentity? Of(TokenSet tokens, string statedAccountId = "")
    {
        var id = JwtClaims.Read(tokens.IdToken);
        var access = JwtClaims.Read(tokens.AccessToken);
        string Claim(params ReadOnlySpan<string> names) =>
            id?.Text(names) is { Length: > 0 } text ? text : access?.Text(names) ?? "";

        var account = statedAccountId.Length > 0 ? statedAccountId : Claim("chatgpt_account_id");
        if (account.Length == 0) return null;
        // A ChatGPT account is a workspace's or a person's own; only some tokens name the workspace separately.
        var workspace = Claim("workspace_id", "chatgpt_workspace_id");
        var user = Claim("chatgpt_user_id", "user_id", "sub");
        var residency = Claim("chatgpt_compute_residency");
        return new(
            new(account, workspace.Length > 0 ? workspace : account, user),
            Claim("chatgpt_plan_type"),
            id?.Email is { Length: > 0 } email ? email : access?.Email ?? "",
            residency == AnyResidency ? "" : residency);
    }
}
