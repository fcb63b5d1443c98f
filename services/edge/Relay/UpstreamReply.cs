using System.Text.Json;
using CodexPooler.Edge.Bodies;

namespace CodexPooler.Edge.Relay;

/// <summary>A whole answer that was not a stream: kept so that it can be shown when no other account helps.</summary>
internal sealed record UpstreamReply(
    int Status, string ContentType, ReadOnlyMemory<byte> Body, IReadOnlyList<KeyValuePair<string, string>> Headers)
{
    /// <summary>What the body was read into; null where it is nobody else's.</summary>
    public PooledBuffer? Lent { get; init; }

    public ReplyState State { get; init; }

    public bool IsHtml => ContentType.Contains("html", StringComparison.OrdinalIgnoreCase) || Body.Span.TrimStart(" \t\r\n"u8)
        .StartsWith("<"u8);

    public UpstreamError? Error()
    {
        if (IsHtml) return null;
        try
        {
            var reader = new Utf8JsonReader(Body.Span);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("error"u8)) return UpstreamError.Read(ref reader);
                if (reader.ValueTextEquals("detail"u8)) return UpstreamError.ReadDetail(ref reader);
                reader.Read();
                reader.Skip();
            }
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException)
        {
            // Not the upstream's own word; the status has to do.
        }

        return null;
    }
}
