namespace Dapr.Client;

/// <summary>Whether a write may overwrite what someone else wrote.</summary>
public enum ConcurrencyMode
{
    /// <summary>The first writer wins; later writers with another etag are refused.</summary>
    FirstWrite,

    /// <summary>The last writer wins.</summary>
    LastWrite,
}
