using System.Collections.Concurrent;
using CodexPooler.Edge.Relay;
using CodexPooler.Edge.Snapshot;

namespace CodexPooler.Edge.Sockets;

/// <summary>All client sockets of this edge, and one listener to the directory: a revoked key's are closed at once.</summary>
internal sealed class OpenSockets : IDisposable
{
    private readonly ConcurrentDictionary<SocketSession, bool> _sessions = new();
    private readonly DirectoryHolder _directory;
    private readonly StreamWatch _watch;

    public OpenSockets(DirectoryHolder directory, StreamWatch watch)
    {
        (_directory, _watch) = (directory, watch);
        directory.Changed += OnChanged;
    }

    public void Add(SocketSession session)
    {
        _sessions[session] = true;
        _watch.Add(session);
        // The key may have gone between the handshake and here.
        session.CheckKey();
    }

    public void Remove(SocketSession session)
    {
        _watch.Remove(session);
        _sessions.TryRemove(session, out _);
    }

    public void Dispose() => _directory.Changed -= OnChanged;

    private void OnChanged(DirectorySnapshot snapshot)
    {
        foreach (var session in _sessions.Keys) session.CheckKey();
    }
}
