using System.Text.Json.Nodes;

namespace CodexPooler.Simulator.Models;

/// <summary>
/// One model as the catalogue tells it. Holds every field any supported client version requires: one missing field makes a
/// client throw the whole list away.
/// </summary>
internal static class ModelEntry
{
    private static readonly Dictionary<string, string> EffortTexts = new()
    {
        ["none"] = "Answers at once",
        ["minimal"] = "Hardly any thinking",
        ["low"] = "Short thinking, fast answers",
        ["medium"] = "Fits everyday work",
        ["high"] = "Thinks longer about hard work",
        ["xhigh"] = "Thinks longest",
        ["max"] = "Thinks without regard to cost",
    };

    public static JsonObject Describe(ModelTraits model, int priority) => new()
    {
        ["slug"] = model.Slug,
        ["display_name"] = model.Slug.ToUpperInvariant(),
        ["description"] = $"Simulated model {model.Slug}.",
        ["default_reasoning_level"] = "medium",
        ["supported_reasoning_levels"] = new JsonArray([.. model.Efforts.Select(Effort)]),
        ["shell_type"] = "unified_exec",
        ["visibility"] = model.Slug == "codex-auto-review" ? "hide" : "list",
        ["supported_in_api"] = true,
        ["priority"] = priority,
        ["additional_speed_tiers"] = new JsonArray("fast"),
        ["service_tiers"] = new JsonArray([.. model.ServiceTiers.Select(Tier)]),
        ["availability_nux"] = null,
        ["upgrade"] = null,
        ["model_messages"] = null,
        ["base_instructions"] = "You are a coding agent served by a simulated backend. Do what the user asks, then report.",
        ["supports_reasoning_summaries"] = true,
        ["default_reasoning_summary"] = "none",
        ["support_verbosity"] = true,
        ["default_verbosity"] = "low",
        ["apply_patch_tool_type"] = "freeform",
        ["web_search_tool_type"] = "text_and_image",
        ["truncation_policy"] = new JsonObject { ["mode"] = "tokens", ["limit"] = 10_000 },
        ["supports_parallel_tool_calls"] = !model.Lite,
        ["supports_image_detail_original"] = true,
        ["context_window"] = model.ContextWindow,
        ["max_context_window"] = model.ContextWindow,
        ["effective_context_window_percent"] = 95,
        ["experimental_supported_tools"] = new JsonArray(),
        ["input_modalities"] = new JsonArray("text", "image"),
        ["supports_search_tool"] = false,
        ["use_responses_lite"] = model.Lite,
    };

    private static JsonObject Effort(string effort) => new() { ["effort"] = effort, ["description"] = EffortTexts[effort] };

    private static JsonObject Tier(string tier) => new()
    {
        ["id"] = tier,
        ["name"] = tier == "priority" ? "Fast" : "Fastest",
        ["description"] = "Answers sooner and burns the quota faster.",
    };
}
