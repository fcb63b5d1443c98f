using System.Text.Json.Nodes;
using CodexPooler.Simulator.Routes;

namespace CodexPooler.Simulator.Memories;

/// <summary>Summarises traces of past sessions: one summary for each trace, in order.</summary>
internal static class TraceSummarizeEndpoint
{
    public static void MapMemories(this IEndpointRouteBuilder app) =>
        app.MapPost("/backend-api/codex/memories/trace_summarize", SummarizeAsync).Simulated("memories.trace_summarize");

    private static async Task SummarizeAsync(HttpContext context)
    {
        if (await JsonBody.ReadAsync(context) is not { } body) return;
        if (body.Text("model").Length == 0 || body["traces"] is not JsonArray traces)
        {
            await BackendErrors.DetailAsync(context, StatusCodes.Status400BadRequest, "model and traces are required");
            return;
        }
        context.Call().Entry.Note(row => row with { Model = body.Text("model") });
        await BackendErrors.WriteAsync(context, StatusCodes.Status200OK, new JsonObject
        {
            ["output"] = new JsonArray([.. traces.Select(Summary)]),
        });
    }

    private static JsonObject Summary(JsonNode? trace)
    {
        var items = (trace?["items"] as JsonArray)?.Count ?? 0;
        return new JsonObject { ["trace_summary"] = $"A trace of {items} items.", ["memory_summary"] = $"{items} items seen." };
    }
}
