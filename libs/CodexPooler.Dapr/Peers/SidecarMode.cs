namespace Dapr.Peers;

/// <summary>Whether calls to other services go through the sidecar.</summary>
public enum SidecarMode
{
    /// <summary>Through the sidecar when the environment names one.</summary>
    Auto,

    /// <summary>Directly.</summary>
    Off,

    /// <summary>Through the sidecar, wherever it is.</summary>
    On,
}
