using System.Collections.Frozen;
using CodexPooler.Edge.Credentials;
using Microsoft.AspNetCore.Http;

namespace CodexPooler.Edge.Upstream;

/// <summary>Which headers cross the gateway. What is not named here stays on its side.</summary>
internal static class UpstreamHeaders
{
    private static readonly FrozenSet<string> FromClient = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "accept", "originator", "user-agent", "version", "openai-beta", "session-id", "session_id", "thread-id",
        "conversation_id",
        "x-client-request-id", "x-codex-beta-features", "x-codex-turn-state", "x-codex-turn-metadata", "x-codex-window-id",
        "x-codex-parent-thread-id", "x-codex-installation-id", "x-codex-routing-hint", "x-openai-subagent",
        "x-openai-memgen-request",
        "x-openai-internal-codex-responses-lite", "x-responsesapi-include-timing-metrics");

    private static readonly FrozenSet<string> FromUpstream = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "content-type", "cache-control", "x-codex-turn-state", "x-reasoning-included", "openai-model", "openai-version",
        "openai-processing-ms", "x-oai-request-id", "x-codex-safety-buffering-enabled", "x-codex-safety-buffering-faster-model",
        "location");

    /// <summary>Whether a response header is the client's to see.</summary>
    public static bool Crosses(string name) => FromUpstream.Contains(name);

    public const string TurnState = "x-codex-turn-state";
    public const string Lite = "x-openai-internal-codex-responses-lite";

    public static void CopyRequest(
        IHeaderDictionary from, UpstreamRequest to, HeldCredential credential, bool withTurnState, bool withLite)
    {
        foreach (var (name, values) in from)
        {
            var leftOut = (!withTurnState && Same(name, TurnState)) || (!withLite && Same(name, Lite));
            if (leftOut || !FromClient.Contains(name)) continue;
            for (var at = 0; at < values.Count; at++) to.Add(name, values[at] ?? "");
        }

        to.Add("Authorization", credential.Authorization());
        if (credential.UpstreamAccountId.Length > 0) to.Add("chatgpt-account-id", credential.UpstreamAccountId);
    }

    public static void CopyRequest(IHeaderDictionary from, HttpRequestMessage to, HeldCredential credential)
    {
        foreach (var (name, values) in from)
        {
            if (!FromClient.Contains(name)) continue;
            if (values.Count == 1) to.Headers.TryAddWithoutValidation(name, values[0]);
            else to.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        }

        to.Headers.TryAddWithoutValidation("Authorization", credential.Authorization());
        if (credential.UpstreamAccountId.Length > 0)
            to.Headers.TryAddWithoutValidation("chatgpt-account-id", credential.UpstreamAccountId);
    }

    public static void CopyResponse(UpstreamAnswer from, IHeaderDictionary to)
    {
        foreach (var (name, value) in from.Headers)
            if (FromUpstream.Contains(name))
                to[name] = value;
    }

    public static void CopyResponse(HttpResponseMessage from, IHeaderDictionary to)
    {
        foreach (var header in from.Headers.NonValidated)
            if (FromUpstream.Contains(header.Key))
                to[header.Key] = header.Value.ToString();
        foreach (var header in from.Content.Headers.NonValidated)
            if (FromUpstream.Contains(header.Key))
                to[header.Key] = header.Value.ToString();
    }

    private static bool Same(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);

    public static string? Value(HttpResponseMessage response, string name) =>
        response.Headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;
}
