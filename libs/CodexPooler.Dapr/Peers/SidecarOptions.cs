namespace Dapr.Peers;

/// <summary>Whether the sidecar is used; one setting for every service.</summary>
public sealed class SidecarOptions
{
    public const string Section = "Dapr";

    /// <summary><c>Auto</c> (a sidecar when its environment variables are present), <c>Off</c> or <c>On</c>.</summary>
    public SidecarMode Mode { get; set; } = SidecarMode.Auto;

    public bool IsUsed => Mode switch
    {
        SidecarMode.On => true,
        SidecarMode.Off => false,
        _ => Present("DAPR_GRPC_PORT") || Present("DAPR_GRPC_ENDPOINT") || Present("DAPR_HTTP_PORT"),
    };

    private static bool Present(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 };
}
