using System.Text.Json;

namespace CodexPooler.Edge.Relay;

/// <summary>Tokens as the terminal event reports them.</summary>
internal readonly record struct ReportedUsage(long Input, long CachedInput, long CacheWrite, long Output, long Reasoning)
{
    /// <summary>Reads the object the reader stands before; null where it is not one.</summary>
    public static ReportedUsage? Read(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return null;
        long input = 0, cached = 0, write = 0, output = 0, reasoning = 0;
        var depth = reader.CurrentDepth;
        while (reader.Read() && reader.CurrentDepth > depth)
        {
            if (reader.TokenType != JsonTokenType.PropertyName) continue;
            if (reader.ValueTextEquals("input_tokens"u8)) input = Number(ref reader);
            else if (reader.ValueTextEquals("output_tokens"u8)) output = Number(ref reader);
            else if (reader.ValueTextEquals("cached_tokens"u8)) cached = Number(ref reader);
            else if (reader.ValueTextEquals("cache_write_tokens"u8)) write = Number(ref reader);
            else if (reader.ValueTextEquals("reasoning_tokens"u8)) reasoning = Number(ref reader);
        }

        return new(input, cached, write, output, reasoning);
    }

    private static long Number(ref Utf8JsonReader reader) =>
        reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var value) && value > 0 ? value : 0;
}
