namespace CodexPooler.Edge.Relay;

/// <summary>
/// Refusals the upstream tells in words alone, though they say something about the account or the conversation.
/// </summary>
internal static class ErrorWords
{
    private static readonly (string Words, string Code)[] Known =
    [
        ("model is not supported when using Codex", "model_not_supported"),
        ("No tool output found for", "no_tool_output_found"),
    ];

    public static string? Meaning(string message)
    {
        foreach (var (words, code) in Known)
            if (message.Contains(words, StringComparison.OrdinalIgnoreCase))
                return code;
        return null;
    }
}
