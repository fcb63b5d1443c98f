using System.Buffers;
using System.Text.Json;
using CodexPooler.Simulator.Responses.Events;
using CodexPooler.Simulator.Responses.Requests;

namespace CodexPooler.Simulator.Responses.Turns;

internal static class TurnMemory
{
    /// <summary>The conversation after a turn: its input and the items it put out, as if the client had sent them back.</summary>
    public static ConversationState After(Turn turn)
    {
        var mark = turn.Request.Input.Mark;
        var calls = new List<string>();
        foreach (var item in turn.Plan.Items)
        {
            mark = Add(mark, item);
            if (item is ToolCallItem call) calls.Add(call.CallId);
        }
        return new ConversationState(mark, calls);
    }

    private static PrefixMark Add(PrefixMark mark, OutputItem item)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(bytes)) ItemJson.Write(json, item, done: true);
        using var document = JsonDocument.Parse(bytes.WrittenMemory);
        return ItemDigest.Add(mark, document.RootElement);
    }
}
