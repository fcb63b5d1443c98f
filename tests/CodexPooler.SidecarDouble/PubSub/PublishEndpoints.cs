using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CodexPooler.SidecarDouble.Runtime;

namespace CodexPooler.SidecarDouble.PubSub;

/// <summary>pkg/api/http/http_test.go TestPubSubEndpoints; the envelope is contrib's pubsub/envelope.go.</summary>
internal static class PublishEndpoints
{
    public static void MapPublish(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapMethods("/v1.0/publish/{pubsub}/{**topic}", ["POST", "PUT"], PublishAsync);

    private static async Task<IResult> PublishAsync(
        HttpContext context, SidecarOptions options, PublishedEvents events, TimeProvider time)
    {
        var path = PathSegments.Of(context);
        var (pubsub, topic) = (path[2], string.Join('/', path.Skip(3)));
        if (!options.PubSubs.Contains(pubsub))
            return Refusal.Of(404, "ERR_PUBSUB_NOT_FOUND", $"pubsub {pubsub} is not found", "DAPR_PUBSUB_NOT_FOUND");
        if (topic.Length == 0)
            return Refusal.Of(404, "ERR_TOPIC_NAME_EMPTY", $"topic is empty in pubsub {pubsub}", "DAPR_PUBSUB_TOPIC_NAME_EMPTY");
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer, context.RequestAborted);
        var envelope = context.Request.ContentType?.StartsWith("application/cloudevents+json", StringComparison.Ordinal) == true
            ? JsonNode.Parse(buffer.ToArray())!.AsObject()
            : Wrap(context.Request.ContentType, buffer.ToArray());
        envelope["id"] ??= Guid.NewGuid().ToString();
        envelope["source"] ??= options.AppId;
        envelope["type"] ??= "com.dapr.event.sent";
        envelope["specversion"] ??= "1.0";
        envelope["time"] ??= time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ");
        envelope["topic"] = topic;
        envelope["pubsubname"] = pubsub;
        events.Add(new PublishedEvent(pubsub, topic, JsonSerializer.SerializeToElement(envelope)));
        return Results.NoContent();
    }

    private static JsonObject Wrap(string? contentType, byte[] body) => contentType?.Split(';')[0] switch
    {
        "application/json" => new JsonObject { ["datacontenttype"] = "application/json", ["data"] = JsonNode.Parse(body) },
        "application/octet-stream" => new JsonObject
        {
            ["datacontenttype"] = "application/octet-stream",
            ["data_base64"] = Convert.ToBase64String(body),
        },
        var other => new JsonObject { ["datacontenttype"] = other ?? "text/plain", ["data"] = Encoding.UTF8.GetString(body) },
    };
}
