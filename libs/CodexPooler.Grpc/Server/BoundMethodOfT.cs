using Grpc.Core;

namespace CodexPooler.Grpc.Server;

internal sealed class BoundMethod<TRequest, TResponse>(
    Method<TRequest, TResponse> method, ServiceSettings settings, Type serviceType)
    : BoundMethod(method, settings, serviceType)
    where TRequest : class
    where TResponse : class
{
    public Method<TRequest, TResponse> Method { get; } = method;

    public UnaryServerMethod<TRequest, TResponse>? Unary { get; init; }

    public ClientStreamingServerMethod<TRequest, TResponse>? ClientStreaming { get; init; }

    public ServerStreamingServerMethod<TRequest, TResponse>? ServerStreaming { get; init; }

    public DuplexStreamingServerMethod<TRequest, TResponse>? DuplexStreaming { get; init; }

    public override T Accept<T>(IBoundMethodVisitor<T> visitor) => visitor.Visit(this);
}
