namespace CodexPooler.Codex.Tests.Failures;

/// <summary>The fault that answers as an exhausted account does.</summary>
internal static class UsageLimit
{
    public static object Answer { get; } = new
    {
        status = 429,
        body = new
        {
            error = new
            {
                type = "usage_limit_reached",
                message = "The usage limit has been reached",
                plan_type = "plus",
                resets_at = DateTimeOffset.UtcNow.AddHours(3).ToUnixTimeSeconds(),
                resets_in_seconds = 10_800,
            },
        },
    };
}
