using System.Text.Json;
using CodexPooler.Simulator.Quota;

namespace CodexPooler.Simulator.Responses.Events;

/// <summary>codex.rate_limits, which the socket sends before response.created.</summary>
internal static class RateLimitsEvent
{
    public static EventName Write(EventBuffer buffer, QuotaState quota) =>
        buffer.Write(EventName.RateLimits, json => WriteMembers(json, quota), numbered: false);

    private static void WriteMembers(Utf8JsonWriter json, QuotaState quota)
    {
        json.WriteString("plan_type", quota.Plan);
        json.WritePropertyName("rate_limits");
        WriteLimit(json, quota.Account, quota.LimitReached);
        json.WriteStartObject("credits");
        json.WriteBoolean("has_credits", quota.Credits.HasCredits);
        json.WriteBoolean("unlimited", quota.Credits.Unlimited);
        json.WriteString("balance", quota.Credits.Balance);
        json.WriteEndObject();
        if (quota.Meters.Count > 0)
        {
            json.WriteStartObject("additional_rate_limits");
            foreach (var meter in quota.Meters)
            {
                json.WritePropertyName(meter.LimitName!);
                WriteLimit(json, meter, meter.Exhausted, meter.LimitId);
            }
            json.WriteEndObject();
        }
        json.WriteNull("promo");
    }

    private static void WriteLimit(Utf8JsonWriter json, LimitState limit, bool reached, string? meteredName = null)
    {
        json.WriteStartObject();
        if (meteredName is not null) json.WriteString("metered_limit_name", meteredName);
        json.WriteBoolean("allowed", !reached);
        json.WriteBoolean("limit_reached", reached);
        WriteWindow(json, "primary", limit.Slot(WindowSlot.Primary));
        WriteWindow(json, "secondary", limit.Slot(WindowSlot.Secondary));
        json.WriteEndObject();
    }

    private static void WriteWindow(Utf8JsonWriter json, string name, WindowState? state)
    {
        if (state is not { } window)
        {
            json.WriteNull(name);
            return;
        }
        json.WriteStartObject(name);
        json.WriteNumber("used_percent", window.UsedPercent);
        json.WriteNumber("window_minutes", window.Minutes);
        json.WriteNumber("reset_after_seconds", window.ResetAfterSeconds);
        json.WriteNumber("reset_at", window.ResetAt.ToUnixTimeSeconds());
        json.WriteEndObject();
    }
}
