using System.ComponentModel.DataAnnotations;
using System.Net;

namespace CodexPooler.ServiceDefaults.Listening;

/// <summary>Where a service listens.</summary>
public sealed class ListenOptions : IValidatableObject
{
    public const string Section = "Listen";

    /// <summary>The address of both ports: an IP address, <c>localhost</c>, or <c>*</c> for all of the machine.</summary>
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>HTTP/1.1: client traffic, probes, metrics. 0 takes a free port.</summary>
    [Range(0, 65535)]
    public int? HttpPort { get; set; }

    /// <summary>HTTP/2 without TLS: gRPC from the sidecar. 0 takes a free port.</summary>
    [Range(0, 65535)]
    public int? GrpcPort { get; set; }

    public IPAddress IPAddress => Address switch
    {
        "*" => IPAddress.Any,
        "localhost" => IPAddress.Loopback,
        _ => IPAddress.Parse(Address),
    };

    public bool IsLoopback => Address != "*" && IPAddress.IsLoopback(IPAddress);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Address is "*" or "localhost" || IPAddress.TryParse(Address, out _)) yield break;
        yield return new($"is '{Address}', which is not an IP address, localhost or *", [nameof(Address)]);
    }
}
