namespace Dapr.Client;

/// <summary>A call of an output binding.</summary>
public sealed class BindingRequest(string bindingName, string operation)
{
    /// <summary>The binding component's name.</summary>
    public string BindingName { get; } = bindingName;

    /// <summary>The operation, such as <c>create</c>.</summary>
    public string Operation { get; } = operation;

    /// <summary>The data as UTF-8 JSON.</summary>
    public ReadOnlyMemory<byte> Data { get; set; }

    /// <summary>Metadata for the binding.</summary>
    public Dictionary<string, string> Metadata { get; } = [];
}
