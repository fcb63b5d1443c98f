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
                Member(ref reader, facts, ref places);
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

        facts.Places = places;
        return facts;
    }

    private static void Member(ref JsonCursor reader, TurnFacts facts, ref BodyPlaces places)
    {
        if (reader.Is("model"u8))
        {
            facts.Model = Text(ref reader, "model");
            places = places with { Model = ValueRange(ref reader) };
        }
        else if (reader.Is("service_tier"u8))
        {
            facts.ServiceTier = TextOrNull(ref reader);
            places = places with { ServiceTier = ValueRange(ref reader) };
        }
        else if (reader.Is("reasoning"u8)) ReadReasoning(ref reader, facts, ref places);
        else if (reader.Is("input"u8)) InputReader.Read(ref reader, facts);
        else if (reader.Is("client_metadata"u8)) ReadMetadata(ref reader, facts);
        else if (reader.Is("prompt_cache_key"u8)) facts.PromptCacheKey = TextOrNull(ref reader);
        else if (reader.Is("previous_response_id"u8)) facts.PreviousResponseId = TextOrNull(ref reader);
        else if (reader.Is("type"u8)) facts.FrameType = TextOrNull(ref reader);
        else if (reader.Is("stream"u8)) facts.Stream = Flag(ref reader, "stream");
        else if (reader.Is("generate"u8)) facts.Generates = Flag(ref reader, "generate") ?? true;
        else if (reader.Is("max_output_tokens"u8)) facts.MaxOutputTokens = Number(ref reader);
        else if (reader.Is("tools"u8))
        {
            reader.Read();
            if (reader.Kind == JsonTokenType.StartArray) facts.Input |= InputKinds.Tools;
            reader.Skip();
        }
        else SkipValue(ref reader);
    }

    private static void ReadReasoning(ref JsonCursor reader, TurnFacts facts, ref BodyPlaces places)
    {
        reader.Read();
        if (reader.Kind != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        places = places with { ReasoningStart = reader.End, ReasoningIsEmpty = true };
        while (reader.Read() && reader.Kind == JsonTokenType.PropertyName)
        {
            places = places with { ReasoningIsEmpty = false };
            if (!reader.Is("effort"u8))
            {
                SkipValue(ref reader);
                continue;
            }

            facts.Effort = TextOrNull(ref reader);
            places = places with { Effort = ValueRange(ref reader) };
        }
    }

    private static void ReadMetadata(ref JsonCursor reader, TurnFacts facts)
    {
        reader.Read();
        if (reader.Kind != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.Kind == JsonTokenType.PropertyName)
        {
            if (reader.Is("session_id"u8)) facts.SessionId = TextOrNull(ref reader);
            else if (reader.Is("thread_id"u8)) facts.ThreadId = TextOrNull(ref reader);
            else if (reader.Is("x-codex-turn-state"u8)) facts.TurnState = TextOrNull(ref reader);
            else SkipValue(ref reader);
        }
    }

    private static void SkipValue(ref JsonCursor reader)
    {
        reader.Read();
        reader.Skip();
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
