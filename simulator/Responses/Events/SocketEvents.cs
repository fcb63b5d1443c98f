using CodexPooler.Simulator.Responses.Turns;

namespace CodexPooler.Simulator.Responses.Events;

/// <summary>Events that only sockets carry. None of them is numbered.</summary>
internal static class SocketEvents
{
    public static EventName CodexMetadata(EventBuffer buffer, Turn turn) =>
        buffer.Write(
            EventName.CodexMetadata,
            json =>
            {
                json.WriteString("response_id", turn.Id);
                json.WriteStartObject("headers");
                json.WriteString("openai-model", turn.Request.Model.Slug);
                json.WriteString("x-reasoning-included", "true");
                json.WriteEndObject();
            },
            numbered: false);

    /// <summary>What the x-codex-turn-state header is over HTTP; clients since 0.169 honour it in this event only.</summary>
    public static EventName TurnState(EventBuffer buffer, Turn turn) =>
        buffer.Write(
            EventName.Metadata,
            json =>
            {
                json.WriteString("response_id", turn.Id);
                json.WriteStartObject("headers");
                json.WriteString("x-codex-turn-state", turn.TurnState);
                json.WriteEndObject();
            },
            numbered: false);

    public static EventName Timing(EventBuffer buffer, Turn turn) =>
        buffer.Write(
            EventName.Timing,
            json =>
            {
                json.WriteStartObject("timing_metrics");
                json.WriteNumber("engine_iapi_ttft_total_ms", 1);
                json.WriteNumber("output_tokens", turn.Usage.Output);
                json.WriteEndObject();
            },
            numbered: false);
}
