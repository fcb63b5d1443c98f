namespace CodexPooler.Edge.Inspection;

/// <summary>The body is not what the route takes; the message is for the client.</summary>
internal sealed class MalformedBodyException(string message, string? parameter = null) : Exception(message)
{
    public string? Parameter { get; } = parameter;
}
