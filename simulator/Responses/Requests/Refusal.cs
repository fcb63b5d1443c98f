using System.Text.Json.Nodes;
using CodexPooler.Simulator.Routes;

namespace CodexPooler.Simulator.Responses.Requests;

/// <summary>A turn the backend does not start, with the body it says so in.</summary>
internal sealed record Refusal(int Status, JsonObject Body)
{
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public string? Code => (string?)Body["error"]?["code"] ?? (string?)Body["error"]?["type"];

    public static Refusal Detail(string detail) => new(400, new JsonObject { ["detail"] = detail });

    public static Refusal Invalid(string message, string? code = null, string? param = null) =>
        new(400, new JsonObject { ["error"] = BackendErrors.Error(message, "invalid_request_error", code, param) });

    public static Refusal UnknownParameter(string param) =>
        Invalid($"Unknown parameter: '{param}'.", "unknown_parameter", param);

    public static Refusal PreviousResponseNotFound(string id) =>
        Invalid($"Previous response with id '{id}' not found.", "previous_response_not_found", "previous_response_id");
}
