using System.ComponentModel.DataAnnotations;

namespace Dapr.Peers;

/// <summary>Where the other services listen for gRPC when no sidecar finds them.</summary>
public sealed class PeerOptions
{
    public const string Section = "Peers";

    [Required]
    public Uri Accounts { get; set; } = new("http://127.0.0.1:4021");

    [Required]
    public Uri Router { get; set; } = new("http://127.0.0.1:4011");

    [Required]
    public Uri Accounting { get; set; } = new("http://127.0.0.1:4031");
}
