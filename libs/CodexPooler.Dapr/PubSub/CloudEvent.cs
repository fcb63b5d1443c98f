using System.Text.Json.Serialization;

namespace Dapr;

/// <summary>A CloudEvent 1.0 whose attributes the publisher sets itself.</summary>
public class CloudEvent
{
    /// <summary>The media type of a structured CloudEvent in JSON.</summary>
    public const string MediaType = "application/cloudevents+json";

    /// <summary>The event's identity; the sidecar makes one when this is null.</summary>
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    /// <summary>Where the event happened.</summary>
    [JsonPropertyName("source")]
    public Uri? Source { get; init; }

    /// <summary>The kind of event.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; init; }

    /// <summary>What the event is about.</summary>
    [JsonPropertyName("subject")]
    public string? Subject { get; init; }

    /// <summary>The version of the CloudEvents specification.</summary>
    [JsonPropertyName("specversion")]
    public string SpecVersion { get; } = "1.0";
}
