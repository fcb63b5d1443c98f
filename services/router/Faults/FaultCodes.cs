namespace CodexPooler.Routing.Faults;

/// <summary>Error codes of the Codex backend as its clients know them.</summary>
internal static class FaultCodes
{
    public static readonly HashSet<string> UsageLimit = ["usage_limit_reached", "usage_limit_exceeded", "rate_limit_reached"];

    public static readonly HashSet<string> CreditsGone =
    [
        "insufficient_quota", "workspace_owner_credits_depleted", "workspace_member_credits_depleted",
        "workspace_owner_usage_limit_reached", "workspace_member_usage_limit_reached", "billing_hard_limit_reached",
        "workspace_spend_limit_exceeded", "user_spend_limit_exceeded", "organization_spend_limit_exceeded",
    ];

    public static readonly HashSet<string> CredentialGone =
    [
        "token_invalidated", "app_session_terminated", "refresh_token_reused", "refresh_token_expired",
        "refresh_token_invalidated", "invalid_grant", "account_deactivated",
    ];

    public static readonly HashSet<string> TokenExpired = ["token_expired", "invalid_token", "invalid_api_key"];

    public static readonly HashSet<string> ModelGone = ["model_not_found", "account_model_unsupported", "model_not_supported"];

    public static readonly HashSet<string> Overloaded =
        ["server_is_overloaded", "overloaded_error", "slow_down", "model_at_capacity"];

    public static readonly HashSet<string> ContinuityLost =
        ["previous_response_not_found", "invalid_previous_response_id", "invalid_encrypted_content", "no_tool_output_found"];

    public static readonly HashSet<string> RequestFault =
    [
        "context_length_exceeded", "cyber_policy", "bio_policy", "invalid_prompt", "invalid_request", "invalid_request_error",
        "misalignment_policy_violation", "missing_required_parameter", "unsupported_input_image_format",
        "unsupported_parameter", "unsupported_value", "content_policy_violation", "string_above_max_length",
    ];
}
