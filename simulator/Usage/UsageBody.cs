using System.Text.Json.Nodes;
using CodexPooler.Simulator.Accounts;
using CodexPooler.Simulator.Quota;

namespace CodexPooler.Simulator.Usage;

/// <summary>wham/usage. Percentages are whole numbers there, unlike in the headers.</summary>
internal static class UsageBody
{
    public static JsonObject Describe(SimulatedAccount account, QuotaState quota, int savedResets, TimeSpan skew) => new()
    {
        ["user_id"] = account.UserId,
        ["account_id"] = account.Id,
        ["email"] = account.Email,
        ["plan_type"] = account.Plan,
        ["rate_limit"] = Limit(quota.Account, quota.LimitReached, skew),
        ["code_review_rate_limit"] = null,
        ["additional_rate_limits"] = quota.Meters.Count == 0
            ? null
            : new JsonArray([.. quota.Meters.Select(meter => Meter(meter, skew))]),
        ["credits"] = new JsonObject
        {
            ["has_credits"] = quota.Credits.HasCredits,
            ["unlimited"] = quota.Credits.Unlimited,
            ["balance"] = quota.Credits.Balance.Length == 0 ? "0" : quota.Credits.Balance,
            ["approx_local_messages"] = null,
            ["approx_cloud_messages"] = null,
        },
        ["spend_control"] = new JsonObject { ["reached"] = false },
        ["rate_limit_reset_credits"] = new JsonObject { ["available_count"] = savedResets },
        ["rate_limit_reached_type"] = null,
        ["promo"] = null,
    };

    private static JsonObject Meter(LimitState meter, TimeSpan skew) => new()
    {
        ["limit_name"] = meter.LimitName,
        ["metered_feature"] = meter.LimitId,
        ["rate_limit"] = Limit(meter, meter.Exhausted, skew),
    };

    private static JsonObject Limit(LimitState limit, bool reached, TimeSpan skew) => new()
    {
        ["allowed"] = !reached,
        ["limit_reached"] = reached,
        ["primary_window"] = Window(limit.Slot(WindowSlot.Primary), skew),
        ["secondary_window"] = Window(limit.Slot(WindowSlot.Secondary), skew),
    };

    private static JsonObject? Window(WindowState? window, TimeSpan skew) => window is not { } state ? null : new JsonObject
    {
        ["used_percent"] = (int)Math.Round(state.UsedPercent),
        ["limit_window_seconds"] = state.Minutes * 60,
        ["reset_after_seconds"] = state.ResetAfterSeconds,
        ["reset_at"] = (state.ResetAt + skew).ToUnixTimeSeconds(),
    };
}
