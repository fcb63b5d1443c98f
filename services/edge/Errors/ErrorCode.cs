namespace CodexPooler.Edge.Errors;

/// <summary>Every error the gateway itself can tell a client.</summary>
internal sealed record ErrorCode(string Code, int Status, string Type, string Message)
{
    private const string Invalid = "invalid_request_error";
    private const string Server = "server_error";

    public static readonly ErrorCode ApiKeyMissing = new("api_key_missing", 401, Invalid, "api key is required");
    public static readonly ErrorCode ApiKeyPaused = new("api_key_paused", 401, Invalid, "api key is paused");
    public static readonly ErrorCode ApiKeyRevoked = new("api_key_revoked", 401, Invalid, "api key is revoked");
    public static readonly ErrorCode ApiKeyExpired = new("api_key_expired", 401, Invalid, "api key has expired");
    public static readonly ErrorCode ApiKeyDisabled = new(
        "api_key_disabled", 401, Invalid, "the pool of this api key is not active");
    public static readonly ErrorCode InvalidRequest = new("invalid_request", 400, Invalid, "the request is invalid");
    public static readonly ErrorCode AccessDenied = new("access_denied", 403, Invalid, "client IP is not allowed");
    public static readonly ErrorCode ModelNotAllowed = new(
        "model_not_allowed", 403, Invalid, "this api key may not use the model");
    public static readonly ErrorCode ImagesDisabled = new(
        "image_generation_disabled", 403, Invalid, "images are not enabled for this pool");
    public static readonly ErrorCode SurfaceDisabled = new(
        "v1_compatibility_disabled", 403, Invalid, "the /v1 surface is not enabled for this pool");
    public static readonly ErrorCode ResendInFull = new(
        "websocket_connection_limit_reached", 400, Invalid,
        "this connection cannot continue the conversation; open a new one and send the conversation again in full");
    public static readonly ErrorCode ResponseUnknown = new(
        "previous_response_not_found", 400, Invalid,
        "the previous response is not known on this connection; send the conversation in full");
    public static readonly ErrorCode NotFound = new("not_found", 404, Invalid, "there is no such route");
    public static readonly ErrorCode MethodNotAllowed = new(
        "method_not_allowed", 405, Invalid, "the route does not take this method");
    public static readonly ErrorCode UpgradeRequired =
        new("websocket_upgrade_required", 426, Invalid, "this route takes a WebSocket upgrade or a POST");
    public static readonly ErrorCode UnsupportedEndpoint =
        new("unsupported_endpoint", 404, Invalid, "this endpoint is not served here; use the responses endpoint");
    public static readonly ErrorCode BodyTimeout = new(
        "request_timeout", 408, Invalid, "the request body did not arrive in time");
    public static readonly ErrorCode DecodingTimeout =
        new("request_decompression_timeout", 408, Invalid, "the request body took too long to decompress");
    public static readonly ErrorCode CompressedTooLarge = new(
        "compressed_request_too_large", 413, Invalid, "the compressed request body is too large");
    public static readonly ErrorCode TooLarge = new("request_too_large", 413, Invalid, "the request body is too large");
    public static readonly ErrorCode RatioExceeded = new(
        "decompression_ratio_exceeded", 413, Invalid, "the request body expands too much");
    public static readonly ErrorCode UnsupportedEncoding = new(
        "unsupported_content_encoding", 415, Invalid, "the content encoding is not supported");
    public static readonly ErrorCode UnsupportedMedia = new(
        "unsupported_media_type", 415, Invalid, "the content type is not supported");
    public static readonly ErrorCode RateLimited = new(
        "rate_limit_exceeded", 429, "rate_limit_error", "too many requests for this api key");
    public static readonly ErrorCode Unexpected =
        new("internal_error", 500, Server, "the gateway failed; the request id finds the reason in its log");
    public static readonly ErrorCode UpstreamFailed = new(
        "upstream_request_failed", 502, Server, "the upstream could not be reached");
    public static readonly ErrorCode StreamCut = new(
        "upstream_stream_cut", 502, Server, "the upstream ended the response before it was complete");
    public static readonly ErrorCode RouterUnavailable = new(
        "router_unavailable", 503, Server, "the gateway cannot choose an account right now");
    public static readonly ErrorCode CredentialUnavailable = new(
        "credential_unavailable", 503, Server, "no access token is available right now");
    public static readonly ErrorCode Overloaded = new(
        "server_is_overloaded", 503, Server, "gateway route class is temporarily overloaded");
    public static readonly ErrorCode Draining = new("gateway_draining", 503, Server, "the gateway is restarting");
    public static readonly ErrorCode SpoolFull = new("usage_spool_full", 503, Server, "usage cannot be recorded right now");
}
