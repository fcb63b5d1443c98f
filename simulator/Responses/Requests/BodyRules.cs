using System.Text.Json;
using CodexPooler.Simulator.Accounts;
using CodexPooler.Simulator.Models;

namespace CodexPooler.Simulator.Responses.Requests;

/// <summary>The 400s about top-level members, in the backend's words.</summary>
internal static class BodyRules
{
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "model", "stream", "store", "service_tier", "input", "instructions", "tools", "tool_choice", "parallel_tool_calls",
        "reasoning", "include", "prompt_cache_key", "text", "client_metadata",
    };

    private static readonly HashSet<string> SocketOnly = new(StringComparer.Ordinal)
    {
        "type", "generate", "previous_response_id", "request_id",
    };

    public static Refusal? Check(JsonElement body, TurnKind kind, SimulatedAccount account)
    {
        if (body.ValueKind != JsonValueKind.Object) return Refusal.Detail("Request body must be a JSON object");
        foreach (var member in body.EnumerateObject())
        {
            var known = Known.Contains(member.Name) || (kind == TurnKind.WebSocket && SocketOnly.Contains(member.Name));
            if (!known) return Refusal.Detail($"Unsupported parameter: {member.Name}");
        }
        return CheckModel(body, account) ?? CheckSwitches(body, kind);
    }

    private static Refusal? CheckModel(JsonElement body, SimulatedAccount account)
    {
        if (body.Text("model") is not { Length: > 0 } slug) return Refusal.Detail("Model is required");
        if (ModelShelf.Find(slug) is not { } model || !account.Offers(slug))
        {
            return Refusal.Detail($"The '{slug}' model is not supported when using Codex with a ChatGPT account.");
        }
        if (body.Text("service_tier") is { } tier && !model.ServiceTiers.Contains(tier))
        {
            return Refusal.Detail($"Unsupported service_tier: {tier}");
        }
        if (body.Child("reasoning")?.Text("effort") is { } effort && !model.Efforts.Contains(effort))
        {
            return Refusal.Invalid(
                $"Unsupported value: '{effort}' is not supported with the '{slug}' model. " +
                $"Supported values are: {string.Join(", ", model.Efforts.Select(known => $"'{known}'"))}.",
                "unsupported_value",
                "reasoning.effort");
        }
        return null;
    }

    private static Refusal? CheckSwitches(JsonElement body, TurnKind kind)
    {
        if (kind != TurnKind.Compact)
        {
            // Absent counts as wrong: the platform's defaults are the opposite of what this backend serves.
            if (!body.Is("stream", true)) return Refusal.Detail("Stream must be set to true");
            if (!body.Is("store", false)) return Refusal.Detail("Store must be set to false");
        }
        return body.TryGetProperty("input", out var input) && input.ValueKind == JsonValueKind.Array
            ? null
            : Refusal.Detail("Input must be a list");
    }
}
