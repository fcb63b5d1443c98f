using System.Net;
using System.Net.Sockets;

namespace CodexPooler.Routing.Tests.TestData;

/// <summary>A port that hangs up on everybody, and counts them.</summary>
internal sealed class DeafBroker : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _answering;
    private int _calls;

    public DeafBroker()
    {
        _listener.Start();
        _answering = HangUpAsync();
    }

    public Uri Address => new($"amqp://{_listener.LocalEndpoint}");

    public int Calls => Volatile.Read(ref _calls);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _answering.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _listener.Dispose();
        _stopping.Dispose();
    }

    private async Task HangUpAsync()
    {
        while (true)
        {
            using var caller = await _listener.AcceptTcpClientAsync(_stopping.Token);
            Interlocked.Increment(ref _calls);
        }
    }
}
