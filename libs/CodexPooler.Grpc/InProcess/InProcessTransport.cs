using System.Collections.Concurrent;
using CodexPooler.Grpc.Server;
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

    public void Run(Func<Task> handler)
    {
        ObjectDisposedException.ThrowIf(_stopping.IsCancellationRequested, typeof(InProcessChannel));
        var task = options.RunsInline ? handler() : Task.Run(handler, CancellationToken.None);
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
