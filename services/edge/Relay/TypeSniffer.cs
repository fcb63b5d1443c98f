using System.Text.Json;

namespace CodexPooler.Edge.Relay;

/// <summary>Finds an event's type at the front of its JSON, where the upstream puts it, without waiting for the rest.</summary>
internal static class TypeSniffer
{
    /// <summary>More than the longest type and what stands before it.</summary>
    public const int Enough = 96;

    private static ReadOnlySpan<byte> Opening => "{\"type\":\""u8;

    private static ReadOnlySpan<byte> OpeningLine => "data: {\"type\":\""u8;

    /// <summary>
    /// True when the answer is final; then the type is known, or it does not stand in front and the whole event is needed.
    /// </summary>
    public static bool TryDecide(ReadOnlySpan<byte> start, bool ended, out StreamEvent kind, out bool known)
    {
        (kind, known) = (StreamEvent.Other, false);
        var common = Math.Min(start.Length, Opening.Length);
        if (!start[..common].SequenceEqual(Opening[..common])) return true;
        if (start.Length <= Opening.Length) return ended;

        var type = start[Opening.Length..];
        var quote = type.IndexOf((byte)'"');
        if (quote < 0) return ended || start.Length >= Enough;
        (kind, known) = (StreamEvents.Of(type[..quote]), type[..quote].IndexOf((byte)'\\') < 0);
        return true;
    }

    /// <summary>The kind of an event whose data line begins as they mostly do.</summary>
    public static bool TryKind(ReadOnlySpan<byte> line, out StreamEvent kind)
    {
        kind = StreamEvent.Other;
        if (!line.StartsWith(OpeningLine)) return false;
        var type = line[OpeningLine.Length..];
        type = type[..Math.Min(type.Length, Enough - Opening.Length)];
        var quote = type.IndexOf((byte)'"');
        if (quote < 0 || type[..quote].ContainsAny((byte)'\\', (byte)'\n', (byte)'\r')) return false;
        kind = StreamEvents.Of(type[..quote]);
        return true;
    }

    /// <summary>The type of a whole event, which mostly stands in front.</summary>
    public static StreamEvent Of(ReadOnlySpan<byte> json)
    {
        TryDecide(json[..Math.Min(json.Length, Enough)], ended: true, out var kind, out var known);
        return known ? kind : Read(json);
    }

    /// <summary>The type of a whole event, wherever it stands.</summary>
    public static StreamEvent Read(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return StreamEvent.Other;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isType = reader.ValueTextEquals("type"u8);
                reader.Read();
                if (isType) return reader.TokenType == JsonTokenType.String ? Of(ref reader) : StreamEvent.Other;
                reader.Skip();
            }
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException)
        {
            // Clients skip an event that is not JSON; so does the gateway.
        }

        return StreamEvent.Other;
    }

    private static StreamEvent Of(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped) return StreamEvents.Of(reader.ValueSpan);
        Span<byte> type = stackalloc byte[Enough];
        return reader.ValueSpan.Length > type.Length ? StreamEvent.Other : StreamEvents.Of(type[..reader.CopyString(type)]);
    }
}
