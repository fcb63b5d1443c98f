namespace Grpc.Core.Interceptors;

// A value passed along a chain; nobody compares it.
#pragma warning disable CA1815
public struct ClientInterceptorContext<TRequest, TResponse>(
    Method<TRequest, TResponse> method, string? host, CallOptions options)
#pragma warning restore CA1815
    where TRequest : class
    where TResponse : class
{
    public Method<TRequest, TResponse> Method { get; } = method;

    public string? Host { get; } = host;

    public CallOptions Options { get; } = options;
}
