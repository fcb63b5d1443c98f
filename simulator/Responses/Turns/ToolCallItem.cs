using System.Text.Json;
using CodexPooler.Simulator.Responses.Events;
using CodexPooler.Simulator.Responses.Requests;

namespace CodexPooler.Simulator.Responses.Turns;

/// <summary>A call of a tool the client offered.</summary>
internal sealed class ToolCallItem(ToolOffer tool, string arguments) : OutputItem(tool.Custom ? "ctc" : "fc")
{
    public string CallId { get; } = $"call_{Guid.CreateVersion7():N}";

    public override TextStream Stream { get; } = tool.Custom
        ? new TextStream(EventName.InputDelta, EventName.InputDone, "input", new LiteralText(arguments))
        : new TextStream(EventName.ArgumentsDelta, EventName.ArgumentsDone, "arguments", new LiteralText(arguments));

    public override void WriteMembers(Utf8JsonWriter json, bool done)
    {
        json.WriteString("type", tool.Custom ? "custom_tool_call" : "function_call");
        json.WriteString("status", done ? "completed" : "in_progress");
        json.WriteString("call_id", CallId);
        json.WriteString("name", tool.Name);
        if (tool.Namespace is not null) json.WriteString("namespace", tool.Namespace);
        json.WriteString(Stream.TextMember, done ? arguments : "");
    }
}
