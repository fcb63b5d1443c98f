using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CodexPooler.Grpc.Server;

internal sealed class HttpHandlerFactory(TimeProvider time, ILogger logger) : IBoundMethodVisitor<RequestDelegate>
{
    public RequestDelegate Visit<TRequest, TResponse>(BoundMethod<TRequest, TResponse> method)
        where TRequest : class
        where TResponse : class => new HttpMethodHandler<TRequest, TResponse>(method, time, logger).HandleAsync;
}
