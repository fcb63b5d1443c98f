namespace Dapr.Client;

/// <summary>The answer of an output binding.</summary>
public sealed class BindingResponse(
    BindingRequest request, ReadOnlyMemory<byte> data, IReadOnlyDictionary<string, string> metadata)
{
    /// <summary>The call this answers.</summary>
    public BindingRequest Request { get; } = request;

    /// <summary>The binding's data; empty when it returned none.</summary>
    public ReadOnlyMemory<byte> Data { get; } = data;

    /// <summary>The binding's metadata.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; } = metadata;
}
