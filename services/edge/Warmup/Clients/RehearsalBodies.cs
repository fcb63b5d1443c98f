using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CodexPooler.Edge.Warmup.Team;

namespace CodexPooler.Edge.Warmup.Clients;

/// <summary>Request bodies in the shape and order of a Codex client's, with words that mean nothing.</summary>
internal static class RehearsalBodies
{
    private const int LargeBytes = 300 * 1024;
    private const int WordsAnItem = 160;
    private static readonly JsonSerializerOptions Format = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string[] Included = ["reasoning.encrypted_content"];

    public static byte[] Small(bool stream) => Body(items: 1, stream);

    public static byte[] Message() => [.. "{\"type\":\"response.create\","u8, .. Small(stream: true).AsSpan(1)];

    /// <summary>A conversation of some length, full of what has to be escaped.</summary>
    public static byte[] Large()
    {
        var body = Body(items: 1, stream: true);
        return Body(items: (LargeBytes / body.Length) + 1, stream: true);
    }

    private static byte[] Body(int items, bool stream) => JsonSerializer.SerializeToUtf8Bytes(
        new
        {
            model = RehearsalTeam.Model,
            instructions = "Be brief.",
            input = Enumerable.Range(0, items).Select(Item).ToArray(),
            tool_choice = "auto",
            parallel_tool_calls = true,
            reasoning = new { effort = "medium", summary = "auto" },
            store = false,
            stream,
            include = Included,
            prompt_cache_key = "0199aaaa-0000-7000-8000-000000000001",
        },
        Format);

    private static object Item(int index) => (index % 3) switch
    {
        0 => new { type = "message", role = "user", content = new[] { new { type = "input_text", text = Words(index) } } },
        1 => new { type = "function_call", name = "shell", arguments = Words(index), call_id = $"call_{index}" },
        _ => new { type = "function_call_output", call_id = $"call_{index - 1}", output = Words(index) },
    };

    private static string Words(int item)
    {
        var text = new StringBuilder();
        for (var word = 0; word < WordsAnItem; word++)
            text.Append(CultureInfo.InvariantCulture, $"\"{(item * 7919) + (word * 104_729):x}\" => \\path\\{word * item:x}\n");
        return text.ToString();
    }
}
