namespace CodexPooler.SidecarDouble.Bindings;

/// <summary>One recorded call of an output binding; the data is the JSON the caller sent.</summary>
public sealed record BindingCall(string Binding, string Operation, string? Data, IReadOnlyDictionary<string, string> Metadata);
