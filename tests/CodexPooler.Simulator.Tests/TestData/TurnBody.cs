using System.Text.Json.Nodes;

namespace CodexPooler.Simulator.Tests.TestData;

/// <summary>Request bodies shaped as codex 0.145 sends them: top-level instructions, messages with types.</summary>
internal static class TurnBody
{
    public static JsonObject Of(string text, string model = "gpt-5.5") => With(model, Message("user", text));

    public static JsonObject With(string model, params JsonNode[] input) => new()
    {
        ["model"] = model,
        ["instructions"] = "Be brief.",
        ["stream"] = true,
        ["store"] = false,
        ["input"] = new JsonArray(input),
    };

    public static JsonObject Message(string role, string text) => new()
    {
        ["type"] = "message",
        ["role"] = role,
        ["content"] = new JsonArray(new JsonObject { ["type"] = "input_text", ["text"] = text }),
    };

    public static JsonObject Offering(this JsonObject body, params JsonObject[] tools)
    {
        body["tools"] = new JsonArray([.. tools]);
        return body;
    }

    public static JsonObject Set(this JsonObject body, string name, JsonNode? value)
    {
        body[name] = value;
        return body;
    }

    public static JsonObject Function(string name) => new()
    {
        ["type"] = "function",
        ["name"] = name,
        ["strict"] = false,
        ["parameters"] = new JsonObject { ["type"] = "object" },
    };

    public static JsonObject Custom(string name) => new() { ["type"] = "custom", ["name"] = name };

    public static JsonObject Call(string callId) =>
        new() { ["type"] = "function_call", ["call_id"] = callId, ["name"] = "probe", ["arguments"] = "{}" };

    public static JsonObject Output(string callId, string type = "function_call_output") =>
        new() { ["type"] = type, ["call_id"] = callId, ["output"] = "done" };

    /// <summary>A response.create frame; what follows a previous response leaves out nothing but the old items.</summary>
    public static JsonObject Create(this JsonObject body, string? previousResponseId = null)
    {
        body["type"] = "response.create";
        if (previousResponseId is not null) body["previous_response_id"] = previousResponseId;
        return body;
    }
}
