using System.Text.Json;
using CodexPooler.Simulator.Responses.Events;

namespace CodexPooler.Simulator.Responses.Turns;

/// <summary>Thought before the answer; its content is encrypted, a summary is shown when asked for.</summary>
internal sealed class ReasoningItem(string? encryptedContent, TextSource? summary) : OutputItem("rs")
{
    public override TextStream? Stream { get; } = summary is null
        ? null
        : new TextStream(EventName.SummaryDelta, EventName.SummaryDone, "text", summary)
        {
            PartAdded = EventName.SummaryPartAdded,
            PartDone = EventName.SummaryPartDone,
            PartType = "summary_text",
            IndexMember = "summary_index",
        };

    public override void WriteMembers(Utf8JsonWriter json, bool done)
    {
        json.WriteString("type", "reasoning");
        json.WriteStartArray("summary");
        if (done && Stream is { } stream) TextParts.Write(json, stream, whole: true);
        json.WriteEndArray();
        json.WriteNull("content");
        if (encryptedContent is not null) json.WriteString("encrypted_content", encryptedContent);
    }
}
