using System.Text.Json;

namespace CodexPooler.Edge.Inspection;

/// <summary>
/// One forward pass over a request. No document is built; positions are remembered for what a policy may splice.
/// </summary>
internal static class TurnInspector
{
    /// <exception cref="MalformedBodyException">Not a JSON object, or a known member has the wrong type.</exception>
    public static TurnFacts Read(ReadOnlySpan<byte> json)
    {
        var facts = new TurnFacts { BodyLength = json.Length };
        var places = new BodyPlaces();
        try
        {
            var reader = new JsonCursor(json);
            if (!reader.Read() || reader.Kind != JsonTokenType.StartObject)
                throw new MalformedBodyException("request body must be a JSON object");
            places = places with { ObjectStart = reader.End, IsEmptyObject = true };
            while (reader.Read() && reader.Kind == JsonTokenType.PropertyName)
            {
                places = places with { IsEmptyObject = false };
                facts = Member(ref reader, facts, ref places);
            }

            while (reader.Read())
            {
            }
        }
        // The reader finds broken UTF-8 and half surrogates only when a string is taken out.
        catch (Exception cause) when (cause is JsonException or InvalidOperationException)
        {
            throw new MalformedBodyException("request body must be valid JSON");
        }

        return facts with { Places = places };
    }

    private static TurnFacts Member(ref JsonCursor reader, TurnFacts facts, ref BodyPlaces places)
    {
        if (reader.Is("model"u8))
        {
            var model = Text(ref reader, "model");
            places = places with { Model = ValueRange(ref reader) };
            return facts with { Model = model };
        }

        if (reader.Is("service_tier"u8))
        {
            var tier = TextOrNull(ref reader);
            places = places with { ServiceTier = ValueRange(ref reader) };
            return facts with { ServiceTier = tier };
        }

        if (reader.Is("reasoning"u8)) return ReadReasoning(ref reader, facts, ref places);
        if (reader.Is("input"u8)) return InputReader.Read(ref reader, facts);
        if (reader.Is("client_metadata"u8)) return ReadMetadata(ref reader, facts);
        if (reader.Is("prompt_cache_key"u8)) return facts with { PromptCacheKey = TextOrNull(ref reader) };
        if (reader.Is("previous_response_id"u8)) return facts with { PreviousResponseId = TextOrNull(ref reader) };
        if (reader.Is("type"u8)) return facts with { FrameType = TextOrNull(ref reader) };
        if (reader.Is("stream"u8)) return facts with { Stream = Flag(ref reader, "stream") };
        if (reader.Is("generate"u8)) return facts with { Generates = Flag(ref reader, "generate") ?? true };
        if (reader.Is("max_output_tokens"u8)) return facts with { MaxOutputTokens = Number(ref reader) };
        if (reader.Is("tools"u8))
        {
            reader.Read();
            var any = reader.Kind == JsonTokenType.StartArray;
            reader.Skip();
            return any ? facts with { Input = facts.Input | InputKinds.Tools } : facts;
        }

        reader.Read();
        reader.Skip();
        return facts;
    }

    private static TurnFacts ReadReasoning(ref JsonCursor reader, TurnFacts facts, ref BodyPlaces places)
    {
        reader.Read();
        if (reader.Kind != JsonTokenType.StartObject)
        {
            reader.Skip();
            return facts;
        }

        places = places with { ReasoningStart = reader.End, ReasoningIsEmpty = true };
        while (reader.Read() && reader.Kind == JsonTokenType.PropertyName)
        {
            places = places with { ReasoningIsEmpty = false };
            if (!reader.Is("effort"u8))
            {
                reader.Read();
                reader.Skip();
                continue;
            }

            facts = facts with { Effort = TextOrNull(ref reader) };
            places = places with { Effort = ValueRange(ref reader) };
        }

        return facts;
    }

    private static TurnFacts ReadMetadata(ref JsonCursor reader, TurnFacts facts)
    {
        reader.Read();
        if (reader.Kind != JsonTokenType.StartObject)
        {
            reader.Skip();
            return facts;
        }

        while (reader.Read() && reader.Kind == JsonTokenType.PropertyName)
        {
            if (reader.Is("session_id"u8)) facts = facts with { SessionId = TextOrNull(ref reader) };
            else if (reader.Is("thread_id"u8)) facts = facts with { ThreadId = TextOrNull(ref reader) };
            else if (reader.Is("x-codex-turn-state"u8)) facts = facts with { TurnState = TextOrNull(ref reader) };
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        return facts;
    }

    private static Range ValueRange(ref JsonCursor reader) => new(reader.Start, reader.End);

    private static string Text(ref JsonCursor reader, string name)
    {
        reader.Read();
        return reader.Kind == JsonTokenType.String
            ? reader.Text()
            : throw new MalformedBodyException($"'{name}' must be a string", name);
    }

    private static string TextOrNull(ref JsonCursor reader)
    {
        reader.Read();
        if (reader.Kind == JsonTokenType.String) return reader.Text();
        reader.Skip();
        return "";
    }

    private static bool? Flag(ref JsonCursor reader, string name)
    {
        reader.Read();
        return reader.Kind switch
        {
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            JsonTokenType.Null => null,
            _ => throw new MalformedBodyException($"'{name}' must be true or false", name),
        };
    }

    private static long Number(ref JsonCursor reader)
    {
        reader.Read();
        if (reader.Kind == JsonTokenType.Number && reader.TryGetInt64(out var value)) return value;
        reader.Skip();
        return 0;
    }
}
