using Grpc.Core;

namespace CodexPooler.Grpc.Client;

internal sealed class HttpCallInvoker(ChannelTransport transport) : CallInvoker
{
    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        AsyncUnaryCall(method, host, options, request).GetAwaiter().GetResult();

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        var call = new HttpCall<TRequest, TResponse>(transport, method, host, options);
        return new AsyncUnaryCall<TResponse>(
            call.SingleResponseAsync(request),
            ClientCall.HeadersOf, ClientCall.StatusOf, ClientCall.TrailersOf, ClientCall.DisposeOf, call);
    }

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        var call = new HttpCall<TRequest, TResponse>(transport, method, host, options);
        call.Start(request);
        return new AsyncServerStreamingCall<TResponse>(
            new HttpResponseStreamReader<TRequest, TResponse>(call),
            ClientCall.HeadersOf, ClientCall.StatusOf, ClientCall.TrailersOf, ClientCall.DisposeOf, call);
    }

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options)
    {
        var call = new HttpCall<TRequest, TResponse>(transport, method, host, options);
        return new AsyncClientStreamingCall<TRequest, TResponse>(
            call.StartWriting(), call.SingleResponseAsync(),
            ClientCall.HeadersOf, ClientCall.StatusOf, ClientCall.TrailersOf, ClientCall.DisposeOf, call);
    }

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options)
    {
        var call = new HttpCall<TRequest, TResponse>(transport, method, host, options);
        return new AsyncDuplexStreamingCall<TRequest, TResponse>(
            call.StartWriting(), new HttpResponseStreamReader<TRequest, TResponse>(call),
            ClientCall.HeadersOf, ClientCall.StatusOf, ClientCall.TrailersOf, ClientCall.DisposeOf, call);
    }
}
