using System.Text;
using System.Text.Json;
using CodexPooler.Edge.Relay;

namespace CodexPooler.Edge.Tests.TestData;

/// <summary>The event stream grammar of the HTML standard, written for clarity: the measure the scanner is held to.</summary>
internal static class NaiveSse
{
    public static List<(StreamEvent Kind, string Json)> Read(string stream)
    {
        var events = new List<(StreamEvent, string)>();
        StringBuilder? data = null;
        foreach (var line in Lines(stream.StartsWith('\uFEFF') ? stream[1..] : stream))
        {
            if (line.Length == 0)
            {
                if (data is not null && StreamEvents.IsRead(KindOf(data.ToString())))
                    events.Add((KindOf(data.ToString()), data.ToString()));
                data = null;
            }
            else if (line == "data" || line.StartsWith("data:", StringComparison.Ordinal))
            {
                var value = line.Length > 5 ? line[5..] : "";
                data = data is null ? new() : data.Append('\n');
                data.Append(value.StartsWith(' ') ? value[1..] : value);
            }
        }

        return events;
    }

    public static bool IsJson(string text)
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

    // Only lines that ended count: what the stream stops in the middle of never happened.
    private static string[] Lines(string stream)
    {
        var unified = stream.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        var parts = unified.Split('\n');
        return parts[..^1];
    }

    private static StreamEvent KindOf(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("type", out var type) &&
                type.ValueKind == JsonValueKind.String
                ? StreamEvents.Of(Encoding.UTF8.GetBytes(type.GetString()!))
                : StreamEvent.Other;
        }
        catch (JsonException)
        {
            return StreamEvent.Other;
        }
    }
}
