using System.Text.Json.Serialization;

namespace CodexPooler.Edge.Tests.Warmup;

/// <summary>Knows whether somebody wrote it out.</summary>
public sealed class ReadMessage
{
    [JsonIgnore]
    public bool WasRead { get; private set; }

    public string Text
    {
        get
        {
            WasRead = true;
            return "text";
        }
    }
}
