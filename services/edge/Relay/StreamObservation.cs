using System.Text.Json;

namespace CodexPooler.Edge.Relay;

/// <summary>What a turn's stream said about itself, read from the bytes that were relayed.</summary>
internal sealed class StreamObservation : IStreamObserver
{
    /// <summary>The first event that commits the turn has begun: from here on the client may see it.</summary>
    public bool Committed { get; private set; }

    public StreamEvent? Terminal { get; private set; }

    public string? ResponseId { get; private set; }

    public string? Model { get; private set; }

    public string? ServiceTier { get; private set; }

    public string? TurnState { get; private set; }

    public string? IncompleteReason { get; private set; }

    public ReportedUsage? Usage { get; private set; }

    public UpstreamError? Error { get; private set; }

    public string? Plan { get; private set; }

    public List<QuotaReading> Quota => field ??= [];

    /// <summary>Marks of the items only their account can read again: reasoning and compaction.</summary>
    public List<string> SealedMarks => field ??= [];

    public int Items { get; private set; }

    public int Compactions { get; private set; }

    /// <summary>The answer is one compaction item: nothing is worth showing before it is known to be there.</summary>
    public bool IsCompaction { get; init; }

    public void OnBegin(StreamEvent kind)
    {
        // An error before anything visible commits nothing: another account may still serve the turn.
        if (StreamEvents.IsHandshake(kind) || kind is StreamEvent.Failed or StreamEvent.Error) return;
        if (!IsCompaction) Committed = true;
        else if (StreamEvents.IsTerminal(kind)) Committed = Compactions == 1;
    }

    /// <summary>The state came in a response header.</summary>
    public void NoteTurnState(string? state) => TurnState ??= state;

    public void OnEvent(StreamEvent kind, ReadOnlySpan<byte> json)
    {
        try
        {
            Read(kind, json);
            if (StreamEvents.IsTerminal(kind)) Terminal ??= kind;
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException)
        {
            // Clients skip an event that is not JSON, or whose text is broken; so does the gateway.
        }
    }

    /// <summary>Reads an answer that came whole: a response object itself.</summary>
    public void ReadWhole(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            ReadResponse(ref reader);
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException)
        {
            // It is relayed as it came; nothing is known about it.
        }
    }

    private void Read(StreamEvent kind, ReadOnlySpan<byte> json)
    {
        switch (kind)
        {
            case StreamEvent.RateLimits:
                RateLimitEvent.Read(json, Quota, out var plan);
                Plan = plan ?? Plan;
                break;
            case StreamEvent.ItemDone:
                Items++;
                ReadItem(json);
                break;
            default:
                ReadEnvelope(json);
                break;
        }
    }

    private void ReadEnvelope(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("response"u8)) ReadResponse(ref reader);
            else if (reader.ValueTextEquals("error"u8)) ReadError(ref reader);
            else if (reader.ValueTextEquals("headers"u8)) ReadHeaders(ref reader);
            else if (reader.ValueTextEquals("status"u8) || reader.ValueTextEquals("status_code"u8)) ReadStatus(ref reader);
            else if (reader.ValueTextEquals("code"u8)) Error = (Error ?? new()) with { Code = Text(ref reader) ?? "" };
            else if (reader.ValueTextEquals("message"u8)) Error = (Error ?? new()) with { Message = Text(ref reader) ?? "" };
            else SkipValue(ref reader);
        }

        while (reader.Read())
        {
            // To the end: what follows the object makes it invalid.
        }
    }

    private void ReadResponse(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("id"u8)) ResponseId = Text(ref reader) ?? ResponseId;
            else if (reader.ValueTextEquals("model"u8)) Model = Text(ref reader) ?? Model;
            else if (reader.ValueTextEquals("service_tier"u8)) ServiceTier = Text(ref reader) ?? ServiceTier;
            else if (reader.ValueTextEquals("usage"u8)) Usage = ReportedUsage.Read(ref reader) ?? Usage;
            else if (reader.ValueTextEquals("error"u8)) ReadError(ref reader);
            else if (reader.ValueTextEquals("incomplete_details"u8)) ReadIncomplete(ref reader);
            else if (reader.ValueTextEquals("output"u8)) ReadOutput(ref reader);
            else SkipValue(ref reader);
        }
    }

    private void ReadItem(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!reader.ValueTextEquals("item"u8))
            {
                SkipValue(ref reader);
                continue;
            }

            reader.Read();
            ReadItem(ref reader);
            return;
        }
    }

    // Only an answer that comes whole tells its items here; a stream tells each with its own event.
    private void ReadOutput(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray) return;
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            if (Items > 0) reader.Skip();
            else ReadItem(ref reader);
        }
    }

    private void ReadItem(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject) return;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("type"u8)) Compactions += Text(ref reader) is "compaction" or "compaction_summary" ? 1 : 0;
            else if (reader.ValueTextEquals("encrypted_content"u8)) ReadSealed(ref reader);
            else SkipValue(ref reader);
        }
    }

    private void ReadSealed(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (Inspection.SealedMark.Of(ref reader) is { } mark) SealedMarks.Add(mark);
        else reader.Skip();
    }

    private void ReadHeaders(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("x-codex-turn-state"u8)) TurnState ??= Text(ref reader);
            else SkipValue(ref reader);
        }
    }

    private void ReadIncomplete(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("reason"u8)) IncompleteReason = Text(ref reader);
            else SkipValue(ref reader);
        }
    }

    private void ReadError(ref Utf8JsonReader reader)
    {
        var told = Error?.Status ?? 0;
        if (UpstreamError.Read(ref reader) is { } error) Error = error with { Status = told };
    }

    private void ReadStatus(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var status))
            Error = (Error ?? new()) with { Status = status };
        else
            reader.Skip();
    }

    private static string? Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String) return reader.GetString();
        reader.Skip();
        return null;
    }

    private static void SkipValue(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }
}
