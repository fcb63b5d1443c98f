using System.Net.Sockets;

namespace CodexPooler.Edge.Upstream.Plain;

/// <summary>The idle connections to one upstream, the one used last first.</summary>
internal sealed class PlainPool(string host, int port, TimeSpan patience, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan LongestIdle = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan LongestLife = TimeSpan.FromMinutes(10);

    // An end may have reached the system and not been heard yet. Who has been idle for longer than this is asked of the system
    // too.
    private static readonly TimeSpan JustUsed = TimeSpan.FromMilliseconds(20);

    // So is everybody, until the upstream has left that many in a row open: most say it when they close a connection they used.
    public const int Trusted = 1000;
    private readonly Lock _gate = new();
    private readonly List<PlainConnection> _idle = [];
    private bool _closed;
    private int _openInARow;

    /// <summary>An open connection that nobody uses; null when there is none.</summary>
    public PlainConnection? Take()
    {
        while (true)
        {
            PlainConnection found;
            lock (_gate)
            {
                if (_idle.Count == 0) return null;
                found = _idle[^1];
                _idle.RemoveAt(_idle.Count - 1);
            }

            var now = time.GetTimestamp();
            if (IsOpen(found, now) && time.GetElapsedTime(found.OpenedAt, now) < LongestLife) return found;
            found.Dispose();
        }
    }

    public void Put(PlainConnection connection)
    {
        connection.IdleSince = time.GetTimestamp();
        connection.Listen();
        lock (_gate)
        {
            if (!_closed)
            {
                _idle.Add(connection);
                return;
            }
        }

        connection.Dispose();
    }

    public async ValueTask<PlainConnection> OpenAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(host, port, limit.Token);
            return new PlainConnection(socket, time.GetTimestamp());
        }
        catch (Exception cause)
        {
            socket.Dispose();
            if (cancellationToken.IsCancellationRequested) throw;
            throw new HttpRequestException(HttpRequestError.ConnectionError, $"No connection to {host}:{port}.", cause);
        }
    }

    /// <summary>Closes what nobody has used for long; it stands in front.</summary>
    public void Sweep()
    {
        List<PlainConnection> old;
        lock (_gate)
        {
            var count = _idle.TakeWhile(connection => time.GetElapsedTime(connection.IdleSince) >= LongestIdle).Count();
            old = _idle.GetRange(0, count);
            _idle.RemoveRange(0, count);
        }

        foreach (var connection in old) connection.Dispose();
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            foreach (var connection in _idle) connection.Dispose();
            _idle.Clear();
        }
    }

    private bool IsOpen(PlainConnection found, long now)
    {
        var isTrusted = Volatile.Read(ref _openInARow) >= Trusted && time.GetElapsedTime(found.IdleSince, now) < JustUsed;
        var isOpen = isTrusted ? found.SeemsQuiet : found.IsQuiet;
        if (!isOpen) Volatile.Write(ref _openInARow, 0);
        else if (!isTrusted) Interlocked.Increment(ref _openInARow);
        return isOpen;
    }
}
