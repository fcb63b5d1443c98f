using Grpc.Core;

namespace CodexPooler.Edge.Tests.TestData;

/// <summary>A peer whose first call fails with something nobody thought of; the others answer with nothing.</summary>
internal sealed class SpoiltInvoker : CallInvoker
{
    private int _calls;

    /// <summary>Calls that were answered after the one that failed.</summary>
    public int Served => Math.Max(0, Volatile.Read(ref _calls) - 1);

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        FailOnce();
        return new(
            Task.FromResult(Activator.CreateInstance<TResponse>()), Task.FromResult(new Metadata()),
            () => Status.DefaultSuccess, () => [], () => { });
    }

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        FailOnce();
        return new(
            new EndedStream<TResponse>(), Task.FromResult(new Metadata()), () => Status.DefaultSuccess, () => [], () => { });
    }

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) =>
        throw new NotSupportedException();

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options) => throw new NotSupportedException();

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options) => throw new NotSupportedException();

    private void FailOnce()
    {
        if (Interlocked.Increment(ref _calls) == 1) throw new InvalidOperationException("nobody thought of this");
    }
}
