using System.Text.Json.Serialization;

namespace Dapr;

/// <summary>A CloudEvent with data.</summary>
public sealed class CloudEvent<TData>(TData data) : CloudEvent
{
    /// <summary>The event's data.</summary>
    [JsonPropertyName("data")]
    public TData Data { get; } = data;

    /// <summary>The data's media type.</summary>
    [JsonPropertyName("datacontenttype")]
    public string DataContentType { get; } = "application/json";
}
