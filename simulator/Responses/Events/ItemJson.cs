using System.Text.Json;
using CodexPooler.Simulator.Responses.Turns;

namespace CodexPooler.Simulator.Responses.Events;

internal static class ItemJson
{
    public static void Write(Utf8JsonWriter json, OutputItem item, bool done)
    {
        json.WriteStartObject();
        json.WriteString("id", item.Id);
        item.WriteMembers(json, done);
        json.WriteEndObject();
    }
}
