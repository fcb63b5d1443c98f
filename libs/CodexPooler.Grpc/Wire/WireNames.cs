namespace CodexPooler.Grpc.Wire;

// Names fixed by the protocol description "gRPC over HTTP2" (grpc/grpc, doc/PROTOCOL-HTTP2.md).
internal static class WireNames
{
    public const string ContentType = "application/grpc";
    public const string Timeout = "grpc-timeout";
    public const string Encoding = "grpc-encoding";
    public const string AcceptEncoding = "grpc-accept-encoding";
    public const string Status = "grpc-status";
    public const string Message = "grpc-message";
    public const string Identity = "identity";
    public const string Gzip = "gzip";
    public const string AcceptedEncodings = "identity,gzip";

    // Grpc.Core's convention for asking that one call's requests be compressed; never sent.
    public const string RequestEncodingOption = "grpc-internal-encoding-request";

    public const int FrameHeaderLength = 5;
    public const int DefaultMaxReceiveSize = 4 * 1024 * 1024;

    public static bool IsGrpcContentType(string? contentType) =>
        contentType is not null
        && contentType.StartsWith(ContentType, StringComparison.OrdinalIgnoreCase)
        && (contentType.Length == ContentType.Length
            || contentType[ContentType.Length] == ';'
            || IsProtoSuffix(contentType.AsSpan(ContentType.Length)));

    private static bool IsProtoSuffix(ReadOnlySpan<char> rest) =>
        rest.StartsWith("+proto", StringComparison.OrdinalIgnoreCase) && (rest.Length == 6 || rest[6] == ';');
}
