namespace CodexPooler.Routing.Serving;

/// <summary>Whether the sidecar is used; one setting for every service.</summary>
public sealed class DaprSettings
{
    public const string Section = "Dapr";

    /// <summary><c>Auto</c> (a sidecar when its environment variables are present), <c>Off</c> or <c>On</c>.</summary>
    public DaprMode Mode { get; set; } = DaprMode.Auto;

    public bool IsOn => Mode switch
    {
        DaprMode.On => true,
        DaprMode.Off => false,
        _ => Environment.GetEnvironmentVariable("DAPR_HTTP_PORT") is { Length: > 0 },
    };
}
