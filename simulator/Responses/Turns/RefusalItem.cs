using System.Text.Json;
using CodexPooler.Simulator.Responses.Events;

namespace CodexPooler.Simulator.Responses.Turns;

/// <summary>A message in which the model declines.</summary>
internal sealed class RefusalItem(TextSource text) : OutputItem("msg")
{
    public override TextStream Stream { get; } = new(EventName.RefusalDelta, EventName.RefusalDone, "refusal", text)
    {
        PartAdded = EventName.PartAdded,
        PartDone = EventName.PartDone,
        PartType = "refusal",
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
