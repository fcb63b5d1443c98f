using Microsoft.AspNetCore.Http;

namespace CodexPooler.Edge.Settlement;

/// <summary>A closed set of client kinds; a user agent itself is never kept.</summary>
internal static class ClientFamilies
{
    public static string Of(IHeaderDictionary headers)
    {
        var originator = headers["originator"].ToString();
        var agent = headers.UserAgent.ToString();
        if (originator is "codex_exec" or "codex_cli_rs"
            || agent.StartsWith("codex_", StringComparison.OrdinalIgnoreCase)) return "codex_cli";
        if (originator == "codex-tui") return "codex_tui";
        if (originator.Contains("desktop", StringComparison.OrdinalIgnoreCase) || originator == "codex_app") return "codex_app";
        if (agent.Contains("opencode", StringComparison.OrdinalIgnoreCase)) return "opencode";
        return agent.StartsWith("OpenAI/", StringComparison.OrdinalIgnoreCase) ? "openai_sdk" : "other";
    }
}
