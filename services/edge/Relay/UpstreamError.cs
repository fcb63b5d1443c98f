using System.Text.Json;

namespace CodexPooler.Edge.Relay;

/// <summary>An error object as the upstream tells it, in a body, an event or a frame.</summary>
internal sealed record UpstreamError
{
    public string Code { get; init; } = "";

    public string Type { get; init; } = "";

    public string Message { get; init; } = "";

    public int Status { get; init; }

    public DateTimeOffset? ResetsAt { get; init; }

    public TimeSpan? ResetsIn { get; init; }

    /// <summary>The code, or where there is none what the words are known to mean, or the type.</summary>
    public string Signal => Code.Length > 0 ? Code : ErrorWords.Meaning(Message) ?? Type;

    /// <summary>Reads the object the reader stands before.</summary>
    public static UpstreamError? Read(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return null;
        var error = new UpstreamError();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("code"u8)) error = error with { Code = Text(ref reader) };
            else if (reader.ValueTextEquals("type"u8)) error = error with { Type = Text(ref reader) };
            else if (reader.ValueTextEquals("message"u8)) error = error with { Message = Text(ref reader) };
            else if (reader.ValueTextEquals("resets_at"u8)) error = error with { ResetsAt = Moment(ref reader) };
            else if (reader.ValueTextEquals("resets_in_seconds"u8)) error = error with { ResetsIn = Seconds(ref reader) };
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        return error;
    }

    /// <summary>Refusals of the request's shape are one sentence, without code or type.</summary>
    public static UpstreamError? ReadDetail(ref Utf8JsonReader reader) =>
        Text(ref reader) is { Length: > 0 } detail ? new UpstreamError { Message = detail } : null;

    private static string Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String) return reader.GetString() ?? "";
        reader.Skip();
        return "";
    }

    private static DateTimeOffset? Moment(ref Utf8JsonReader reader) =>
        Number(ref reader) is { } seconds and > 0 and < 253_402_300_799
            ? DateTimeOffset.FromUnixTimeSeconds((long)seconds)
            : null;

    private static TimeSpan? Seconds(ref Utf8JsonReader reader) =>
        Number(ref reader) is { } seconds and >= 0 and < 31_536_000 ? TimeSpan.FromSeconds(seconds) : null;

    private static double? Number(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var value)) return value;
        reader.Skip();
        return null;
    }
}
