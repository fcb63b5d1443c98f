namespace CodexPooler.Accounts.Serving;

/// <summary>What a permanent refusal means and what its owner has to do.</summary>
internal static class ReauthReasons
{
    public static string Describe(string code) => code switch
    {
        "refresh_token_reused" =>
            "the refresh token was used elsewhere (another tool or a copied auth.json shares this login). "
            + "Link the account again, here only.",
        "refresh_token_expired" or "token_expired" => "the refresh token expired. Link the account again.",
        "refresh_token_invalidated" or "revoked" or "app_session_terminated" =>
            "the login was ended by its owner or workspace. Link the account again.",
        _ => $"the issuer refused the refresh token ({code}). Link the account again.",
    };
}
