using System.Runtime.InteropServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CodexPooler.Bench.Edge.Load;

/// <summary>Request bodies in the shape and order of a Codex client's.</summary>
internal static class Bodies
{
    private const int LargeBytes = 300 * 1024;

    // Codex's own serializer escapes what must be and no more.
    private static readonly JsonSerializerOptions Format = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string[] Included = ["reasoning.encrypted_content"];
    private static readonly string[] Required = ["command"];

    public static byte[] Small(bool stream) => Body(items: 1, itemLength: 300, stream);

    /// <summary>A conversation of some length: messages, tool calls and their outputs, full of escapes.</summary>
    public static byte[] Large { get; } = Grown();

    public static byte[] Zstd(byte[] plain)
    {
        var packed = new byte[plain.Length + 1024];
        return packed[..(int)Compress(packed, (nuint)packed.Length, plain, (nuint)plain.Length, 3)];
    }

    private static byte[] Grown()
    {
        var items = 20;
        byte[] body;
        do
        {
            body = Body(items, itemLength: 1800, stream: true);
            items += 2;
        }
        while (body.Length < LargeBytes);
        return body;
    }

    private static byte[] Body(int items, int itemLength, bool stream)
    {
        var words = new Words(7);
        return JsonSerializer.SerializeToUtf8Bytes(new
        {
            model = "gpt-5.5",
            instructions = words.Text(itemLength),
            input = Enumerable.Range(0, items).Select(index => Item(index, words.Text(itemLength))).ToArray(),
            tools = items > 1 ? Enumerable.Range(0, 8).Select(index => Tool(index, words.Text(300))).ToArray() : [],
            tool_choice = "auto",
            parallel_tool_calls = true,
            reasoning = new { effort = "medium", summary = "auto" },
            store = false,
            stream,
            include = Included,
            prompt_cache_key = "0199aaaa-0000-7000-8000-000000000001",
        }, Format);
    }

    private static object Item(int index, string text) => (index % 3) switch
    {
        0 => new { type = "message", role = "user", content = new[] { new { type = "input_text", text } } },
        1 => new
        {
            type = "function_call",
            name = "shell",
            arguments = JsonSerializer.Serialize(new { command = text }, Format),
            call_id = $"call_{index}",
        },
        _ => new { type = "function_call_output", call_id = $"call_{index - 1}", output = text },
    };

    private static object Tool(int index, string description) => new
    {
        type = "function",
        name = $"tool_{index}",
        description,
        strict = false,
        parameters = new { type = "object", properties = new { command = new { type = "string" } }, required = Required },
    };

    [DllImport("libzstd.so.1", EntryPoint = "ZSTD_compress")]
    private static extern nuint Compress(byte[] target, nuint capacity, byte[] source, nuint length, int level);

    /// <summary>Program text by the look of it: lines, quotes, backslashes, little that repeats exactly.</summary>
    private sealed class Words(int seed)
    {
        private static readonly string[] Pieces =
            ["public ", "return ", "\n    ", "\"value\"", " => ", "path\\to\\file", "await ", "// note: ", "{\n", "}\n", "\t",
                "count"];

        private readonly Random _random = new(seed);

        public string Text(int length)
        {
            var text = new StringBuilder();
            while (text.Length < length)
            {
                text.Append(Pieces[_random.Next(Pieces.Length)]);
                text.Append(_random.Next(1_000_000).ToString("x", System.Globalization.CultureInfo.InvariantCulture)).Append(' ');
            }

            return text.ToString(0, length);
        }
    }
}
