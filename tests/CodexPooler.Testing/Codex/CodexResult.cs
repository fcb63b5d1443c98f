using System.Text.Json;

namespace CodexPooler.Testing.Codex;

/// <summary>How a run of the CLI ended, with the JSON events of <c>--json</c>.</summary>
public sealed record CodexResult(int ExitCode, string Output, string Errors)
{
    public IReadOnlyList<JsonElement> Events { get; } =
        [.. Output.Split('\n').Where(line => line.StartsWith('{')).SelectMany(Parse)];

    public string Transcript => $"exit code {ExitCode}\n--- output\n{Output}--- errors\n{Errors}";

    public string ThreadId => OfType("thread.started").First().GetProperty("thread_id").GetString()!;

    /// <summary>The text of every answer, in order.</summary>
    public IReadOnlyList<string> Answers => [.. Items("agent_message").Select(item => item.GetProperty("text").GetString()!)];

    public string LastAnswer => Answers[^1];

    /// <summary>Retry notices and the failure, as the user reads them.</summary>
    public IReadOnlyList<string> Complaints =>
    [
        .. OfType("error").Select(error => error.GetProperty("message").GetString()!),
        .. OfType("turn.failed").Select(failed => failed.GetProperty("error").GetProperty("message").GetString()!),
    ];

    /// <summary>Token counts of the last finished turn.</summary>
    public JsonElement Usage => OfType("turn.completed").Last().GetProperty("usage");

    public IEnumerable<JsonElement> OfType(string type) => Events.Where(item => item.GetProperty("type").GetString() == type);

    public IEnumerable<JsonElement> Items(string type) => OfType("item.completed")
        .Select(completed => completed.GetProperty("item"))
        .Where(item => item.GetProperty("type").GetString() == type);

    private static IEnumerable<JsonElement> Parse(string line)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(line);
        }
        catch (JsonException)
        {
            yield break; // `doctor --json` prints one document over many lines
        }
        if (document.RootElement.TryGetProperty("type", out _)) yield return document.RootElement;
    }
}
