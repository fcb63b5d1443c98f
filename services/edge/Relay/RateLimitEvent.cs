using System.Text.Json;

namespace CodexPooler.Edge.Relay;

/// <summary>Reads `codex.rate_limits`: `{plan_type, rate_limits:{primary, secondary}, metered_limit_name?}`.</summary>
internal static class RateLimitEvent
{
    public const string AccountLimit = "account";

    public static void Read(ReadOnlySpan<byte> json, List<QuotaReading> into, out string? plan)
    {
        plan = null;
        var limit = AccountLimit;
        var first = into.Count;
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName) continue;
            if (reader.ValueTextEquals("plan_type"u8)) plan = Text(ref reader);
            else if (reader.ValueTextEquals("metered_limit_name"u8)) limit = Text(ref reader) ?? AccountLimit;
            else if (reader.ValueTextEquals("primary"u8) || reader.ValueTextEquals("secondary"u8)) Window(ref reader, into);
            else if (reader.ValueTextEquals("additional_rate_limits"u8))
            {
                // They repeat what the usage interface tells with their names; without names they would be taken for the
                // account's.
                reader.Read();
                reader.Skip();
            }
        }

        if (limit == AccountLimit) return;
        for (var i = first; i < into.Count; i++) into[i] = into[i] with { Limit = limit };
    }

    private static void Window(ref Utf8JsonReader reader, List<QuotaReading> into)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return;
        double? used = null;
        double minutes = 0, resetAt = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("used_percent"u8)) used = Number(ref reader);
            else if (reader.ValueTextEquals("window_minutes"u8)) minutes = Number(ref reader) ?? 0;
            else if (reader.ValueTextEquals("reset_at"u8)) resetAt = Number(ref reader) ?? 0;
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        if (used is >= 0 and <= 100)
            into.Add(new(AccountLimit, used.Value, (int)Math.Clamp(minutes, 0, int.MaxValue),
                resetAt is > 0 and < 253_402_300_799
                ? DateTimeOffset.FromUnixTimeSeconds((long)resetAt)
                : null, FromStream: true));
    }

    private static string? Text(ref Utf8JsonReader reader) =>
        reader.Read() && reader.TokenType == JsonTokenType.String ? reader.GetString() : null;

    private static double? Number(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var value)) return value;
        reader.Skip();
        return null;
    }
}
