namespace Dapr.Client;

/// <summary>What one part of a state transaction does.</summary>
public enum StateOperationType
{
    /// <summary>Writes a value.</summary>
    Upsert,

    /// <summary>Deletes a key.</summary>
    Delete,
}
