using System.Globalization;
using CodexPooler.Simulator.Models;
using CodexPooler.Simulator.Quota;
using CodexPooler.Simulator.Responses.Turns;

namespace CodexPooler.Simulator.Responses;

/// <summary>The answer headers of a turn that runs.</summary>
internal static class TurnStart
{
    public static void WriteHeaders(HttpContext context, Turn turn, ModelCatalogue catalogue)
    {
        var headers = context.Response.Headers;
        foreach (var (name, value) in RateLimitHeaders.Of(turn.Quota, turn.Request.Model.MeteredLimit)) headers[name] = value;
        headers["x-codex-turn-state"] = turn.TurnState;
        headers["x-models-etag"] = catalogue.Of(turn.Account).ETag;
        headers["x-reasoning-included"] = "true";
        headers["openai-model"] = turn.Request.Model.Slug;
        headers["openai-processing-ms"] = 1.ToString(CultureInfo.InvariantCulture);
        headers["cache-control"] = "no-cache";
    }
}
