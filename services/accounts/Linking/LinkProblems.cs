namespace CodexPooler.Accounts.Linking;

/// <summary>Every way in which a login or its result can be refused.</summary>
internal static class LinkProblems
{
    private const string Again = "Start the link again.";

    public static LinkProblem DeviceLoginDisabled { get; } = new("device_login_disabled",
        "The issuer does not allow device codes for this client.",
        "Allow device code authorization for Codex in the ChatGPT security settings, or link in the browser (--browser).");

    public static LinkProblem IssuerUnavailable { get; } =
        new("issuer_unavailable", "The issuer did not answer.", "Check the network of the accounts service and start again.");

    public static LinkProblem ProviderDenied { get; } =
        new("provider_denied", "The sign-in was denied.", $"{Again} Approve it with the account that is to join.");

    public static LinkProblem Expired { get; } = new("expired_flow", "The sign-in was not approved in time.", Again);

    public static LinkProblem Cancelled { get; } = new("cancelled", "The link was cancelled.", Again);

    public static LinkProblem Interrupted { get; } = new(
        "interrupted", "The accounts service was stopped while it fetched the tokens.", Again);

    public static LinkProblem NotPending { get; } = new("flow_not_pending", "This link has already ended.", Again);

    public static LinkProblem InvalidCallbackUrl { get; } = new("invalid_callback_url", "This is not an address.",
        "Copy the whole address from the browser's address bar, beginning with http.");

    public static LinkProblem InvalidState { get; } = new("invalid_state", "The address belongs to another link.",
        "Paste the address of the sign-in that was opened last.");

    public static LinkProblem MissingState { get; } = new(
        "missing_state", "The address carries no state.", "Copy the whole address, with everything after '?'.");

    public static LinkProblem MissingResult { get; } =
        new(
            "missing_callback_result",
            "The address carries neither a code nor an error.",
            "Copy the whole address, with everything after '?'.");

    public static LinkProblem ReplacedMeanwhile { get; } =
        new("stale_flow", "The account's credential was changed meanwhile, again and again.", Again);

    public static LinkProblem MissingIdentity { get; } = new("missing_account_identifier",
        "The tokens do not say which account they are for.",
        "Sign in with a ChatGPT account that has Codex.");

    public static LinkProblem IdentityMismatch { get; } = new("identity_mismatch",
        "This sign-in is for another account, workspace or user.",
        "Sign in with the identity this account was linked with, or link it as a new account.");

    public static LinkProblem IdentityConflict { get; } = new("identity_conflict",
        "This sign-in already belongs to another linked account.",
        "Link that account again instead, or unlink it first.");

    public static LinkProblem InviteEnded { get; } =
        new("invite_ended", "The invitation was used, revoked or has expired.", "Ask for a new invitation.");

    public static LinkProblem UnknownTarget { get; } = new("unauthorized_pool", "The Pool or account the link was for is gone.",
        "Start the link again for a Pool that exists.");

    public static LinkProblem StoreUnavailable { get; } = new("store_unavailable",
        "The sign-in worked, but its credential could not be stored.",
        "Bring the credential store back and start again.");

    public static LinkProblem Internal { get; } = new(
        "internal_error", "The link failed inside the accounts service.", "Look at its log, then start again.");

    public static LinkProblem CallbackOrigin(Uri expected) =>
        new("invalid_callback_origin", $"The address does not begin with {expected}.",
        "Paste the address on which the browser ended after the sign-in.");

    public static LinkProblem Duplicate(string parameter) =>
        new("duplicate_callback_param", $"The address carries '{parameter}' more than once.",
        "Copy the address again; do not edit it.");

    public static LinkProblem ExchangeFailed(string reason) =>
        new("token_exchange_failed", $"The issuer gave no tokens: {reason}.", Again);

    public static LinkProblem DeviceFailed(string reason) =>
        new("device_login_failed", $"The issuer refused the device code: {reason}.", Again);
}
