using System.Text.Json;
using CodexPooler.Simulator.Faults;
using CodexPooler.Simulator.Quota;
using CodexPooler.Simulator.Responses.Turns;

namespace CodexPooler.Simulator.Responses.Events;

/// <summary>The event of a stream_error fault.</summary>
internal static class StreamErrorEvent
{
    public static EventName Write(EventBuffer buffer, Turn turn, StreamErrorFault error) =>
        error.Kind switch
        {
            "incomplete" => buffer.Write(EventName.Incomplete, writer =>
                ResponseObject.Write(writer, turn, "incomplete", TurnEnding.Incomplete(error.Code), null)),
            "failed" => buffer.Write(EventName.Failed, writer =>
                ResponseObject.Write(writer, turn, "failed", TurnEnding.Failed(error.Code, error.Message), null)),
            _ => buffer.Write(EventName.Error, writer => WriteError(writer, turn, error), numbered: false),
        };

    private static void WriteError(Utf8JsonWriter json, Turn turn, StreamErrorFault error)
    {
        if (error.Status is { } status) json.WriteNumber("status", status);
        json.WriteStartObject("error");
        json.WriteString("type", error.Type ?? error.Code);
        json.WriteString("code", error.Code);
        json.WriteString("message", error.Message);
        if (error.WithResets) WriteResets(json, turn);
        json.WriteEndObject();
        json.WriteStartObject("headers");
        foreach (var (name, value) in error.Headers ?? new Dictionary<string, string>()) json.WriteString(name, value);
        if (error.WithResets)
        {
            foreach (var (name, value) in RateLimitHeaders.Of(turn.Quota)) json.WriteString(name, value);
        }
        json.WriteEndObject();
    }

    private static void WriteResets(Utf8JsonWriter json, Turn turn)
    {
        var primary = turn.Quota.Account.Slot(WindowSlot.Primary);
        json.WriteString("plan_type", turn.Quota.Plan);
        if (primary is not { } window) return;
        json.WriteNumber("resets_at", window.ResetAt.ToUnixTimeSeconds());
        json.WriteNumber("resets_in_seconds", window.ResetAfterSeconds);
    }
}
