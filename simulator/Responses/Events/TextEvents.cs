using System.Text.Json;
using CodexPooler.Simulator.Responses.Turns;

namespace CodexPooler.Simulator.Responses.Events;

/// <summary>The events between an item's added and done: part, deltas, text done, part done.</summary>
internal static class TextEvents
{
    public static IEnumerable<EventName> Of(EventBuffer buffer, OutputItem item, TextStream stream, int index)
    {
        if (stream.PartAdded is { } partAdded) yield return Part(buffer, partAdded, item, stream, index, whole: false);
        var template = new DeltaTemplate(item, stream, index);
        for (var piece = 0; piece < stream.Text.Pieces; piece++)
        {
            yield return buffer.WriteDelta(template, stream.Text.Piece(piece));
        }
        yield return buffer.Write(stream.Done, json =>
        {
            Place(json, item, stream, index);
            TextParts.WriteText(json, stream, whole: true);
        });
        if (stream.PartDone is { } partDone) yield return Part(buffer, partDone, item, stream, index, whole: true);
    }

    private static EventName Part(
        EventBuffer buffer, EventName name, OutputItem item, TextStream stream, int index, bool whole) =>
        buffer.Write(name, json =>
        {
            Place(json, item, stream, index);
            json.WritePropertyName("part");
            TextParts.Write(json, stream, whole);
        });

    private static void Place(Utf8JsonWriter json, OutputItem item, TextStream stream, int index)
    {
        json.WriteString("item_id", item.Id);
        json.WriteNumber("output_index", index);
        if (stream.IndexMember is { } member) json.WriteNumber(member, 0);
    }
}
