namespace CodexPooler.SidecarDouble.Invocation;

/// <summary>A gRPC outcome the sidecar itself decides.</summary>
internal readonly record struct GrpcStatus(int Code, string Message)
{
    public static GrpcStatus Cancelled => new(1, "context canceled");

    public static GrpcStatus UnknownTarget =>
        new(2, "failed to proxy request: required metadata dapr-callee-app-id or dapr-app-id not found");

    public static GrpcStatus TooLarge(int limit) => new(8, $"grpc: received message larger than max ({limit})");

    public static GrpcStatus NotReplayable =>
        new(9, "cannot use resiliency policies on a streaming call: add the metadata dapr-stream: true");

    public static GrpcStatus Unimplemented(string path) => new(12, $"unknown method {path}");

    public static GrpcStatus Unavailable(string appId) => new(14, $"couldn't connect to app id {appId}");

    public static GrpcStatus Unauthenticated => new(16, "authentication error: api token mismatch");

    public static GrpcStatus Denied(string appId, string operation) =>
        new(7, $"access control policy has denied access to id: {appId} operation: {operation} verb: NONE");

    public void WriteTrailersOnly(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status200OK;
        context.Response.ContentType = "application/grpc";
        context.Response.Headers["grpc-status"] = Code.ToString(System.Globalization.CultureInfo.InvariantCulture);
        context.Response.Headers["grpc-message"] = Uri.EscapeDataString(Message);
    }

    public void WriteTrailers(HttpContext context)
    {
        if (!context.Response.HasStarted)
        {
            WriteTrailersOnly(context);
            return;
        }

        context.Response.AppendTrailer("grpc-status", Code.ToString(System.Globalization.CultureInfo.InvariantCulture));
        context.Response.AppendTrailer("grpc-message", Uri.EscapeDataString(Message));
    }
}
