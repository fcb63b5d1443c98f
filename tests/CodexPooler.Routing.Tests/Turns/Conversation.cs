using System.Text.Json.Nodes;

namespace CodexPooler.Routing.Tests.Turns;

/// <summary>
/// A session that says more with every turn, as clients do: what was said before is sent again, and can be cached.
/// </summary>
internal sealed class Conversation(int number)
{
    // The simulator caches prefixes from 1,024 tokens on; a token is four bytes to it.
    private static readonly string Instructions = string.Concat(Enumerable.Repeat("Be brief and exact. ", 256));
    private static readonly string Said = string.Concat(Enumerable.Repeat("More of the same. ", 24));

    private int _turns;

    public string Session { get; } = $"session-{number:000}";

    /// <summary>The account it lives on; empty before its first turn.</summary>
    public string Home { get; set; } = "";

    public JsonObject Next()
    {
        _turns++;
        var body = TurnMessage.Of("", TurnRig.Model, Session);
        body["instructions"] = Instructions;
        body["input"] = new JsonArray([.. Enumerable.Range(1, _turns).Select(turn => Message($"{turn}: {Said}SAY:servedEND"))]);
        return body;
    }

    private static JsonObject Message(string text) => new()
    {
        ["type"] = "message",
        ["role"] = "user",
        ["content"] = new JsonArray(new JsonObject { ["type"] = "input_text", ["text"] = text }),
    };
}
