using System.ComponentModel.DataAnnotations;
using CodexPooler.Grpc.Wire;

namespace Grpc.AspNetCore.Server;

public class GrpcServiceOptions
{
    /// <summary>Largest request message taken, in bytes; null takes any size. Default 4 MiB.</summary>
    [Range(1, int.MaxValue)]
    public int? MaxReceiveMessageSize { get; set; } = WireNames.DefaultMaxReceiveSize;

    /// <summary>Largest response message sent, in bytes; null, the default, sends any size.</summary>
    [Range(1, int.MaxValue)]
    public int? MaxSendMessageSize { get; set; }

    /// <summary>Tells clients the message of an unhandled exception. For development only: it may hold internals.</summary>
    public bool? EnableDetailedErrors { get; set; }

    /// <summary>"gzip" compresses responses for clients that accept it; null or "identity" sends them plain.</summary>
    [RegularExpression("gzip|identity")]
    public string? ResponseCompressionAlgorithm { get; set; }

    /// <summary>Interceptors around every call, the first added being the outermost.</summary>
    public InterceptorCollection Interceptors { get; } = [];
}
