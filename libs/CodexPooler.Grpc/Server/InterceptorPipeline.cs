using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace CodexPooler.Grpc.Server;

internal static class InterceptorPipeline
{
    public static UnaryServerMethod<TRequest, TResponse> Wrap<TRequest, TResponse>(
        UnaryServerMethod<TRequest, TResponse> core, IReadOnlyList<InterceptorRegistration> interceptors)
        where TRequest : class
        where TResponse : class =>
        interceptors.Reverse().Aggregate(core, (next, registration) => (request, context) =>
            UseAsync(registration, context, interceptor => interceptor.UnaryServerHandler(request, context, next)));

    public static ClientStreamingServerMethod<TRequest, TResponse> Wrap<TRequest, TResponse>(
        ClientStreamingServerMethod<TRequest, TResponse> core, IReadOnlyList<InterceptorRegistration> interceptors)
        where TRequest : class
        where TResponse : class =>
        interceptors.Reverse().Aggregate(core, (next, registration) => (requests, context) =>
            UseAsync(registration, context, interceptor => interceptor.ClientStreamingServerHandler(requests, context, next)));

    public static ServerStreamingServerMethod<TRequest, TResponse> Wrap<TRequest, TResponse>(
        ServerStreamingServerMethod<TRequest, TResponse> core, IReadOnlyList<InterceptorRegistration> interceptors)
        where TRequest : class
        where TResponse : class =>
        interceptors.Reverse().Aggregate(core, (next, registration) => (request, responses, context) =>
            UseAsync(registration, context, async interceptor =>
            {
                await interceptor.ServerStreamingServerHandler(request, responses, context, next);
                return true;
            }));

    public static DuplexStreamingServerMethod<TRequest, TResponse> Wrap<TRequest, TResponse>(
        DuplexStreamingServerMethod<TRequest, TResponse> core, IReadOnlyList<InterceptorRegistration> interceptors)
        where TRequest : class
        where TResponse : class =>
        interceptors.Reverse().Aggregate(core, (next, registration) => (requests, responses, context) =>
            UseAsync(registration, context, async interceptor =>
            {
                await interceptor.DuplexStreamingServerHandler(requests, responses, context, next);
                return true;
            }));

    private static async Task<T> UseAsync<T>(
        InterceptorRegistration registration, ServerCallContext context, Func<Interceptor, Task<T>> body)
    {
        var interceptor = registration.Create(((ServedCall)context).Services, out var owned);
        try
        {
            return await body(interceptor);
        }
        finally
        {
            if (owned && interceptor is IAsyncDisposable asyncDisposable) await asyncDisposable.DisposeAsync();
            else if (owned && interceptor is IDisposable disposable) disposable.Dispose();
        }
    }
}
