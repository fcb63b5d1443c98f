using System.Globalization;
using System.Text.Json;

namespace CodexPooler.Simulator.Responses.Turns;

/// <summary>Words in the last user text that steer the answer: NAME:value END, written together as NAME:valueEND.</summary>
internal static class Directives
{
    private const string End = "END";

    public static string? Find(string? text, string name)
    {
        var start = text?.IndexOf(name + ":", StringComparison.Ordinal) ?? -1;
        if (start < 0) return null;
        start += name.Length + 1;
        var end = text!.IndexOf(End, start, StringComparison.Ordinal);
        return end < 0 ? null : text[start..end];
    }

    public static int? Number(string? text, string name) =>
        int.TryParse(Find(text, name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>CALL_TOOL:name:argumentsEND. The arguments of a function end at the first END that leaves whole JSON.</summary>
    public static ToolDirective? Tool(string? text)
    {
        const string Name = "CALL_TOOL:";
        var start = text?.IndexOf(Name, StringComparison.Ordinal) ?? -1;
        if (start < 0) return null;
        var colon = text!.IndexOf(':', start + Name.Length);
        if (colon < 0) return null;
        var name = text[(start + Name.Length)..colon];
        var end = text.IndexOf(End, colon, StringComparison.Ordinal);
        if (end < 0) return null;
        var first = text[(colon + 1)..end];
        for (; end >= 0; end = text.IndexOf(End, end + 1, StringComparison.Ordinal))
        {
            var candidate = text[(colon + 1)..end];
            if (IsJson(candidate)) return new ToolDirective(name, candidate);
        }
        return new ToolDirective(name, first);
    }

    private static bool IsJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
