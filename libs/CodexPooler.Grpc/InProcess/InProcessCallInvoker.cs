using CodexPooler.Grpc.Client;
using Grpc.Core;

namespace CodexPooler.Grpc.InProcess;

internal sealed class InProcessCallInvoker(InProcessTransport transport) : CallInvoker
{
    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        AsyncUnaryCall(method, host, options, request).GetAwaiter().GetResult();

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        if (transport.Options.RunsInline) return RunInline(method, options, request);
        var call = new InProcessCall<TRequest, TResponse>(transport, method, options);
        call.Start(request);
        return new AsyncUnaryCall<TResponse>(
            call.SingleResponseAsync(),
            ClientCall.HeadersOf, ClientCall.StatusOf, ClientCall.TrailersOf, ClientCall.DisposeOf, call);
    }

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        var call = new InProcessCall<TRequest, TResponse>(transport, method, options);
        call.Start(request);
        return new AsyncServerStreamingCall<TResponse>(
            new InProcessResponseReader<TRequest, TResponse>(call),
            ClientCall.HeadersOf, ClientCall.StatusOf, ClientCall.TrailersOf, ClientCall.DisposeOf, call);
    }

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options)
    {
        var call = new InProcessCall<TRequest, TResponse>(transport, method, options);
        return new AsyncClientStreamingCall<TRequest, TResponse>(
            call.StartWriting(), call.SingleResponseAsync(),
            ClientCall.HeadersOf, ClientCall.StatusOf, ClientCall.TrailersOf, ClientCall.DisposeOf, call);
    }

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options)
    {
        var call = new InProcessCall<TRequest, TResponse>(transport, method, options);
        return new AsyncDuplexStreamingCall<TRequest, TResponse>(
            call.StartWriting(), new InProcessResponseReader<TRequest, TResponse>(call),
            ClientCall.HeadersOf, ClientCall.StatusOf, ClientCall.TrailersOf, ClientCall.DisposeOf, call);
    }

    private AsyncUnaryCall<TResponse> RunInline<TRequest, TResponse>(
        Method<TRequest, TResponse> method, CallOptions options, TRequest request)
        where TRequest : class
        where TResponse : class
    {
        var call = new InlineCall<TRequest, TResponse>(transport, method, options);
        return new AsyncUnaryCall<TResponse>(
            call.AnswerAsync(request),
            ClientCall.HeadersOf, ClientCall.StatusOf, ClientCall.TrailersOf, ClientCall.DisposeOf, call);
    }
}
