using Microsoft.Extensions.Configuration;

namespace Dapr;

/// <summary>Where the sidecar listens and the tokens shared with it, as deployments set them in the environment.</summary>
internal sealed record DaprEndpoints(Uri Http, Uri Grpc, string? ApiToken, string? AppToken)
{
    public const string HttpEndpointName = "DAPR_HTTP_ENDPOINT";
    public const string HttpPortName = "DAPR_HTTP_PORT";
    public const string GrpcEndpointName = "DAPR_GRPC_ENDPOINT";
    public const string GrpcPortName = "DAPR_GRPC_PORT";
    public const string ApiTokenName = "DAPR_API_TOKEN";
    public const string AppTokenName = "APP_API_TOKEN";
    public const string TokenHeader = "dapr-api-token";
    public const string AppIdHeader = "dapr-app-id";

    public static DaprEndpoints Resolve(IConfiguration? configuration = null) => Resolve(name =>
        configuration?[name] is { Length: > 0 } configured ? configured : Environment.GetEnvironmentVariable(name));

    public static DaprEndpoints Resolve(Func<string, string?> read) => new(
        Endpoint(read, HttpEndpointName, HttpPortName, 3500),
        Endpoint(read, GrpcEndpointName, GrpcPortName, 50001),
        Trimmed(read, ApiTokenName),
        Trimmed(read, AppTokenName));

    private static Uri Endpoint(Func<string, string?> read, string endpointName, string portName, int defaultPort)
    {
        if (Trimmed(read, endpointName) is { } endpoint)
            return Parse(endpoint, endpointName);
        var port = Trimmed(read, portName);
        if (port is null)
            return new Uri($"http://127.0.0.1:{defaultPort}/");
        return ushort.TryParse(port, out var number) && number > 0
            ? new Uri($"http://127.0.0.1:{number}/")
            : throw new DaprException($"{portName} is '{port}'; set it to a port number from 1 to 65535.");
    }

    public static Uri Parse(string endpoint, string name)
    {
        if (!Uri.TryCreate(endpoint.TrimEnd('/') + "/", UriKind.Absolute, out var uri) ||
            (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps))
            throw new DaprException($"{name} is '{endpoint}'; set it to an absolute http or https address.");
        return uri;
    }

    private static string? Trimmed(Func<string, string?> read, string name) =>
        read(name)?.Trim() is { Length: > 0 } value ? value : null;
}
