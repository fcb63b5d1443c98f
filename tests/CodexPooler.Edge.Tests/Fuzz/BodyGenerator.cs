using System.Text;
using System.Text.Json;

namespace CodexPooler.Edge.Tests.Fuzz;

/// <summary>
/// Request bodies as they could be: known members in any order and of any type, unknown ones, any depth, any spacing.
/// </summary>
internal sealed class BodyGenerator(Random random)
{
    private static readonly string[] Members =
        ["model", "service_tier", "prompt_cache_key", "previous_response_id", "reasoning", "stream", "input", "tools",
            "instructions", "x"];

    private static readonly string[] Types =
        ["message", "input_text", "input_image", "reasoning", "compaction_trigger", "function_call_output", "custom"];

    private static readonly string[] Texts = ["gpt-5.5", "", "a\"b\\c", "z\u2028 \u0000", "\ud83d\ude00 ü",
        "input_image", "type"];

    public byte[] Next()
    {
        var names = Members.OrderBy(_ => random.Next()).Take(random.Next(Members.Length + 1));
        return Encoding.UTF8.GetBytes($"{Space()}{{{string.Join(',', names.Select(Member))}}}{Space()}");
    }

    private string Member(string name) => $"{Space()}{Name(name)}{Space()}:{Space()}{Value(name)}{Space()}";

    private string Value(string name) => name switch
    {
        _ when random.Next(12) == 0 => Any(0),
        "model" => Text(),
        "stream" => random.Next(3) switch { 0 => "true", 1 => "false", _ => "null" },
        "reasoning" => $"{{{Name("effort")}:{Text()},{Name("summary")}:{Any(2)}}}",
        "input" => $"[{string.Join(',', Enumerable.Range(0, random.Next(4)).Select(_ => Item()))}]",
        "tools" => $"[{Any(2)}]",
        _ => Text(),
    };

    private string Item()
    {
        var parts = new List<string> { $"{Name("type")}:{Quote(Types[random.Next(Types.Length)])}" };
        if (random.Next(3) == 0)
            parts.Add($"{Name("encrypted_content")}:{(random.Next(4) == 0 ? Any(2) : Quote("gAAAA" + random.Next()))}");
        if (random.Next(2) == 0)
            parts.Add($"\"content\":[{{{Name("type")}:{Quote(Types[random.Next(Types.Length)])},\"text\":{Text()}}}]");
        if (random.Next(4) == 0) parts.Add($"\"nested\":{Any(0)}");
        return random.Next(10) == 0 ? Any(1) : $"{{{string.Join(',', parts.OrderBy(_ => random.Next()))}}}";
    }

    private string Any(int depth) => random.Next(depth > 3 ? 5 : 7) switch
    {
        0 => "null",
        1 => "true",
        2 => "-12.5e3",
        3 => "7",
        4 => Text(),
        5 => $"[{Any(depth + 1)},{Any(depth + 1)}]",
        _ => $"{{{Name(Members[random.Next(Members.Length)])}:{Any(depth + 1)},\"y\":{Any(depth + 1)}}}",
    };

    private string Text() => Quote(random.Next(3) == 0 ? Long() : Texts[random.Next(Texts.Length)]);

    // Longer than what is looked at in one step, with escapes at every place of it.
    private string Long() => string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => random.Next(4) switch
    {
        0 => new string('a', random.Next(40)),
        1 => new string('\\', random.Next(4)),
        2 => "\"",
        _ => "\u2028",
    }));

    // Now and then with its first letter escaped: the same name to every reader of JSON.
    private string Name(string name) => random.Next(15) == 0 ? $"\"\\u{(int)name[0]:x4}{name[1..]}\"" : $"\"{name}\"";

    private static string Quote(string text) => $"\"{JsonEncodedText.Encode(text)}\"";

    private string Space() => random.Next(6) switch { 0 => " ", 1 => "\n\t", _ => "" };
}
