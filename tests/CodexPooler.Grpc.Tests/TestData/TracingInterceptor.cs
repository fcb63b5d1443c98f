using Grpc.Core;
using Grpc.Core.Interceptors;

namespace CodexPooler.Grpc.Tests.TestData;

internal sealed class TracingInterceptor(string name, List<string> trace) : Interceptor
{
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
        TraceAsync(context, () => continuation(request, context));

    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        ServerCallContext context,
        ClientStreamingServerMethod<TRequest, TResponse> continuation) =>
        TraceAsync(context, () => continuation(requestStream, context));

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        TraceAsync(context, () => Finished(continuation(request, responseStream, context)));

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        TraceAsync(context, () => Finished(continuation(requestStream, responseStream, context)));

    private static async Task<bool> Finished(Task task)
    {
        await task;
        return true;
    }

    private async Task<T> TraceAsync<T>(ServerCallContext context, Func<Task<T>> next)
    {
        var method = context.Method[(context.Method.LastIndexOf('/') + 1)..];
        trace.Add($"{name}>{method}");
        var result = await next();
        trace.Add($"{name}<{method}");
        return result;
    }
}
