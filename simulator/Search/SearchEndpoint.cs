using System.Text.Json.Nodes;
using CodexPooler.Simulator.Routes;

namespace CodexPooler.Simulator.Search;

/// <summary>Web search. The shape of the answer is not established by any source: an echo of the query in one result.</summary>
internal static class SearchEndpoint
{
    public static void MapSearch(this IEndpointRouteBuilder app) =>
        app.MapPost("/backend-api/codex/alpha/search", SearchAsync).Simulated("search");

    private static async Task SearchAsync(HttpContext context)
    {
        if (await JsonBody.ReadAsync(context) is not { } body) return;
        if (body.Count == 0)
        {
            await BackendErrors.DetailAsync(context, StatusCodes.Status400BadRequest, "A query is required");
            return;
        }
        await BackendErrors.WriteAsync(context, StatusCodes.Status200OK, new JsonObject
        {
            ["output"] = $"Simulated search result for {body.Text("query")}.",
            ["results"] = new JsonArray(new JsonObject
            {
                ["title"] = "Simulated result",
                ["url"] = "https://simulator.invalid/result",
                ["snippet"] = body.Text("query"),
            }),
        });
    }
}
