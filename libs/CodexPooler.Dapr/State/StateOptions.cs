namespace Dapr.Client;

/// <summary>How a state operation is carried out.</summary>
public sealed class StateOptions
{
    /// <summary>The consistency wanted, or the store's default.</summary>
    public ConsistencyMode? Consistency { get; set; }

    /// <summary>The concurrency wanted, or the store's default.</summary>
    public ConcurrencyMode? Concurrency { get; set; }
}
