using System.Text.Json.Nodes;

namespace CodexPooler.Routing.Tests.Turns;

/// <summary>A turn as the real client asks for it.</summary>
internal static class TurnMessage
{
    public static JsonObject Of(string text, string model, string? session)
    {
        var content = new JsonArray(new JsonObject { ["type"] = "input_text", ["text"] = text });
        var body = new JsonObject
        {
            ["model"] = model,
            ["stream"] = true,
            ["store"] = false,
            ["instructions"] = "Be brief.",
            ["input"] = new JsonArray(new JsonObject { ["type"] = "message", ["role"] = "user", ["content"] = content }),
        };
        if (session is not null)
            body["prompt_cache_key"] = session;
        return body;
    }
}
