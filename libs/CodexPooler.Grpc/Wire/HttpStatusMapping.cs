using Grpc.Core;

namespace CodexPooler.Grpc.Wire;

// The table of grpc/grpc, doc/http-grpc-status-mapping.md: for answers that carry no grpc-status of their own.
internal static class HttpStatusMapping
{
    public static StatusCode FromHttp(int status) => status switch
    {
        400 => StatusCode.Internal,
        401 => StatusCode.Unauthenticated,
        403 => StatusCode.PermissionDenied,
        404 => StatusCode.Unimplemented,
        429 or 502 or 503 or 504 => StatusCode.Unavailable,
        _ => StatusCode.Unknown,
    };

    // Codes of RFC 9113 §7, mapped as in doc/PROTOCOL-HTTP2.md.
    public static StatusCode FromResetCode(long code) => code switch
    {
        0x7 => StatusCode.Unavailable,
        0x8 => StatusCode.Cancelled,
        0xb => StatusCode.ResourceExhausted,
        0xc => StatusCode.PermissionDenied,
        _ => StatusCode.Internal,
    };
}
