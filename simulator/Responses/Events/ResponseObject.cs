using System.Text.Json;
using CodexPooler.Simulator.Ledger;
using CodexPooler.Simulator.Responses.Turns;

namespace CodexPooler.Simulator.Responses.Events;

/// <summary>The response object inside created, completed, incomplete and failed events.</summary>
internal static class ResponseObject
{
    public static void Write(Utf8JsonWriter json, Turn turn, string status, TurnEnding? ending, TokenUsage? usage)
    {
        var request = turn.Request;
        json.WriteStartObject("response");
        json.WriteString("id", turn.Id);
        json.WriteString("object", "response");
        json.WriteNumber("created_at", turn.CreatedAt.ToUnixTimeSeconds());
        json.WriteString("status", status);
        json.WriteBoolean("background", false);
        WriteError(json, status, ending);
        json.WriteNull("instructions");
        json.WriteNull("max_output_tokens");
        json.WriteString("model", request.Model.Slug);
        // Empty to the very end: upstream leaves the items to output_item.done.
        json.WriteStartArray("output");
        json.WriteEndArray();
        json.WriteBoolean("parallel_tool_calls", request.ParallelToolCalls);
        json.WriteString("previous_response_id", request.PreviousResponseId);
        json.WriteString("prompt_cache_key", request.PromptCacheKey);
        json.WriteStartObject("reasoning");
        json.WriteString("effort", request.Effort);
        json.WriteString("summary", request.Summary);
        json.WriteEndObject();
        json.WriteString("service_tier", request.ServiceTier ?? (status == "completed" ? "default" : "auto"));
        json.WriteBoolean("store", false);
        json.WriteString("tool_choice", "auto");
        json.WriteStartArray("tools");
        json.WriteEndArray();
        WriteUsage(json, usage);
        if (status == "completed") json.WriteBoolean("end_turn", turn.Plan.EndTurn);
        json.WriteEndObject();
    }

    public static void WriteUsage(Utf8JsonWriter json, TokenUsage? usage)
    {
        if (usage is not { } tokens)
        {
            json.WriteNull("usage");
            return;
        }
        json.WriteStartObject("usage");
        json.WriteNumber("input_tokens", tokens.Input);
        json.WriteStartObject("input_tokens_details");
        json.WriteNumber("cached_tokens", tokens.Cached);
        json.WriteNumber("cache_write_tokens", tokens.CacheWrite);
        json.WriteEndObject();
        json.WriteNumber("output_tokens", tokens.Output);
        json.WriteStartObject("output_tokens_details");
        json.WriteNumber("reasoning_tokens", tokens.Reasoning);
        json.WriteEndObject();
        json.WriteNumber("total_tokens", tokens.Total);
        json.WriteEndObject();
    }

    private static void WriteError(Utf8JsonWriter json, string status, TurnEnding? ending)
    {
        if (status == "failed" && ending is not null)
        {
            json.WriteStartObject("error");
            json.WriteString("code", ending.Code);
            json.WriteString("message", ending.Message);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("error");
        }
        if (status == "incomplete" && ending is not null)
        {
            json.WriteStartObject("incomplete_details");
            json.WriteString("reason", ending.Code);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("incomplete_details");
        }
    }
}
