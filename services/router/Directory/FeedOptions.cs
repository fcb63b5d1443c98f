using System.ComponentModel.DataAnnotations;

namespace CodexPooler.Routing.Directory;

public sealed class FeedOptions
{
    /// <summary>Where the accounts service listens for gRPC, when there is no sidecar to call it through.</summary>
    [Required]
    public Uri Accounts { get; set; } = new("http://127.0.0.1:4021");

    /// <summary>Where the accounting service listens for gRPC, when there is no sidecar to call it through.</summary>
    [Required]
    public Uri Accounting { get; set; } = new("http://127.0.0.1:4031");
}
