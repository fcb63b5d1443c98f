using System.Collections.Concurrent;
using CodexPooler.Grpc.Client;
using CodexPooler.Grpc.Server;
using CodexPooler.Grpc.Wire;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CodexPooler.Grpc.InProcess;

/// <summary>What all calls of an in-process channel share, and the owner of the handlers they run.</summary>
internal sealed class InProcessTransport(IServiceProvider services, InProcessChannelOptions options) : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<long, Task> _running = [];
    private long _lastId;

    public InProcessChannelOptions Options => options;

    public IServiceScopeFactory Scopes { get; } = services.GetRequiredService<IServiceScopeFactory>();

    public ServiceRegistry Registry { get; } = services.GetService<ServiceRegistry>()
        ?? throw new InvalidOperationException("Call services.AddGrpc() before making an in-process channel.");

    public TimeProvider Time { get; } = services.GetRequiredService<TimeProvider>();

    public ILogger Logger { get; } =
        (services.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance).CreateLogger("CodexPooler.Grpc.InProcess");

    public CancellationToken Stopping => _stopping.Token;

    public BoundMethod<TRequest, TResponse> Find<TRequest, TResponse>(Method<TRequest, TResponse> method)
        where TRequest : class
        where TResponse : class
    {
        if (Registry.Find(method.FullName) is not { } found)
            throw Failure.Of(StatusCode.Unimplemented, $"This process serves no {method.FullName}.");
        return found as BoundMethod<TRequest, TResponse>
            ?? throw Failure.Internal($"{method.FullName} is served with other message types than it is called with.");
    }

    public MessageCopier<TRequest> RequestCopier<TRequest, TResponse>(Method<TRequest, TResponse> method)
        where TRequest : class =>
        new(method.RequestMarshaller, options.MaxSendMessageSize,
            options.HandsOver ? null : Registry.Find(method.FullName)?.Settings.MaxReceiveSize, options.HandsOver);

    public MessageCopier<TResponse> ResponseCopier<TRequest, TResponse>(BoundMethod<TRequest, TResponse> bound)
        where TRequest : class
        where TResponse : class =>
        new(bound.Method.ResponseMarshaller, bound.Settings.MaxSendSize, options.MaxReceiveMessageSize, options.HandsOver);

    /// <summary>What a call sends along, its credentials' part included.</summary>
    public static async ValueTask<Metadata?> HeadersAsync(CallOptions call, IMethod method, ClientCall client)
    {
        if (call.Credentials is not { } credentials) return call.Headers;
        var headers = call.Headers?.Copy() ?? [];
        await credentials.ApplyAsync(new("in-process:///" + method.ServiceName, method.Name, client.Token), headers);
        return headers;
    }

    public void Run(Func<Task> handler)
    {
        ThrowIfStopped();
        Own(options.RunsInline ? handler() : Task.Run(handler, CancellationToken.None));
    }

    public void ThrowIfStopped() =>
        ObjectDisposedException.ThrowIf(_stopping.IsCancellationRequested, typeof(InProcessChannel));

    /// <summary>Takes a handler that runs: it is awaited when the channel stops.</summary>
    public void Own(Task task)
    {
        if (task.IsCompleted) return;
        var id = Interlocked.Increment(ref _lastId);
        _running[id] = task;
        task.ContinueWith(
            (_, key) => _running.TryRemove((long)key!, out Task? _), id,
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_running.Values);
    }

    public void Dispose() => _stopping.Dispose();
}
