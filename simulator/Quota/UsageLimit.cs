using System.Text.Json.Nodes;

namespace CodexPooler.Simulator.Quota;

/// <summary>The 429 body of an exhausted account.</summary>
internal static class UsageLimit
{
    public static JsonObject Body(QuotaState quota, LimitState blocking, DateTimeOffset now)
    {
        var resetsAt = blocking.UsableAt ?? now;
        return new JsonObject
        {
            ["error"] = new JsonObject
            {
                ["type"] = "usage_limit_reached",
                ["message"] = "The usage limit has been reached",
                ["plan_type"] = quota.Plan,
                ["resets_at"] = resetsAt.ToUnixTimeSeconds(),
                ["eligible_promo"] = null,
                ["resets_in_seconds"] = (long)Math.Ceiling((resetsAt - now).TotalSeconds),
            },
        };
    }
}
