using System.Text.Json;
using System.Text.Json.Nodes;
using CodexPooler.Simulator.Responses.Requests;

namespace CodexPooler.Simulator.Responses.Sockets;

/// <summary>Error frames: an HTTP refusal told inside an open socket.</summary>
internal static class SocketFrames
{
    public static byte[] Error(Refusal refusal)
    {
        var frame = new JsonObject { ["type"] = "error" };
        // Upstream writes the usage limit with status_code and every other refusal with status.
        frame[refusal.Status == StatusCodes.Status429TooManyRequests ? "status_code" : "status"] = refusal.Status;
        foreach (var (name, value) in refusal.Body) frame[name] = value?.DeepClone();
        if ((string?)refusal.Body["detail"] is { } detail)
        {
            frame.Remove("detail");
            frame["error"] = new JsonObject { ["type"] = "invalid_request_error", ["message"] = detail };
        }
        frame["headers"] = new JsonObject(refusal.Headers.Select(header =>
            new KeyValuePair<string, JsonNode?>(header.Key, JsonValue.Create(header.Value))));
        return JsonSerializer.SerializeToUtf8Bytes(frame);
    }

    public static Refusal ConnectionLimit { get; } = Refusal.Invalid(
        "Responses websocket connection limit reached (60 minutes). Create a new websocket connection to continue.",
        "websocket_connection_limit_reached");
}
