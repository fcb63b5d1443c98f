using System.Text.Json;
using System.Text.Json.Nodes;

namespace CodexPooler.Simulator.Routes;

internal static class JsonBody
{
    /// <summary>The body as an object; answers 400 itself and returns null when it is none.</summary>
    public static async Task<JsonObject?> ReadAsync(HttpContext context)
    {
        try
        {
            if (await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted) is JsonObject body)
                return body;
        }
        catch (JsonException)
        {
            // Answered below, like any other body that is not an object.
        }
        await BackendErrors.DetailAsync(context, StatusCodes.Status400BadRequest, "The body must be a JSON object");
        return null;
    }

    public static string Text(this JsonObject body, string name) => body[name] is JsonValue value ? value.ToString() : "";
}
