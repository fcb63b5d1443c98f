namespace CodexPooler.Edge.Warmup.Clients;

/// <summary>What a Codex client sends with every turn.</summary>
internal static class ClientHeaders
{
    private const string Session = "0199aaaa-0000-7000-8000-000000000001";

    public static IEnumerable<KeyValuePair<string, string>> Of(string key) =>
    [
        new("Authorization", "Bearer " + key),
        new("User-Agent", "codex_exec/0.169.0"),
        new("originator", "codex_exec"),
        new("Accept", "text/event-stream"),
        new("session-id", Session),
        new("OpenAI-Beta", "responses=experimental"),
    ];
}
