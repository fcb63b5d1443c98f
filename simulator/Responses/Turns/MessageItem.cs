using System.Text.Json;
using CodexPooler.Simulator.Responses.Events;

namespace CodexPooler.Simulator.Responses.Turns;

internal sealed class MessageItem(TextSource text) : OutputItem("msg")
{
    public override TextStream Stream { get; } = new(EventName.TextDelta, EventName.TextDone, "text", text)
    {
        PartAdded = EventName.PartAdded,
        PartDone = EventName.PartDone,
        PartType = "output_text",
        IndexMember = "content_index",
    };

    public override void WriteMembers(Utf8JsonWriter json, bool done)
    {
        json.WriteString("type", "message");
        json.WriteString("status", done ? "completed" : "in_progress");
        json.WriteString("role", "assistant");
        json.WriteStartArray("content");
        if (done) TextParts.Write(json, Stream, whole: true);
        json.WriteEndArray();
    }
}
