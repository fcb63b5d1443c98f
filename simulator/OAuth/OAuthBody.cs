using System.Text.Json;
using System.Text.Json.Nodes;

namespace CodexPooler.Simulator.OAuth;

/// <summary>Parameters of a POST. The CLI refreshes and revokes with JSON and exchanges codes with a form; both are
/// taken.</summary>
internal sealed class OAuthBody
{
    private readonly Dictionary<string, string> _values;

    private OAuthBody(Dictionary<string, string> values) => _values = values;

    public string this[string name] => _values.GetValueOrDefault(name, "");

    public static async Task<OAuthBody> ReadAsync(HttpContext context)
    {
        if (context.Request.HasFormContentType)
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            return new OAuthBody(form.ToDictionary(pair => pair.Key, pair => pair.Value.ToString()));
        }
        try
        {
            var json = await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted) as JsonObject;
            return new OAuthBody(json?.ToDictionary(pair => pair.Key, pair => pair.Value?.ToString() ?? "") ?? []);
        }
        catch (JsonException)
        {
            return new OAuthBody([]);
        }
    }

    /// <summary>The first of the names that is absent, as the refusal it deserves.</summary>
    public OAuthError? Missing(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (this[name].Length == 0) return OAuthError.InvalidRequest($"Missing required parameter: '{name}'.");
        }
        return null;
    }
}
