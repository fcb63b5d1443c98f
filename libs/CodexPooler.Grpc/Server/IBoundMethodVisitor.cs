namespace CodexPooler.Grpc.Server;

internal interface IBoundMethodVisitor<out T>
{
    T Visit<TRequest, TResponse>(BoundMethod<TRequest, TResponse> method)
        where TRequest : class
        where TResponse : class;
}
