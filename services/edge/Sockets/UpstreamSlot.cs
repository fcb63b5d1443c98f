using CodexPooler.Edge.Sockets.Handshakes;
using CodexPooler.Edge.Turns;
using Microsoft.AspNetCore.Http;

namespace CodexPooler.Edge.Sockets;

/// <summary>A client socket's one upstream connection: opened with the first turn, kept while the account stays.</summary>
internal sealed class UpstreamSlot(UpstreamDialer dialer, IHeaderDictionary headers, SocketMetrics metrics) : IAsyncDisposable
{
    private volatile UpstreamSocket? _current;

    public UpstreamSocket? Current => _current;

    /// <summary>Whether the response can be continued here.</summary>
    public bool Holds(string responseId) => _current is { IsOpen: true } socket && socket.Owns(responseId);

    public bool IsWith(string accountId) => _current is { IsOpen: true } socket && socket.Credential.AccountId == accountId;

    public async Task<(UpstreamSocket? Socket, ConnectResult? Failure)> TakeAsync(
        Turn turn, TurnAttempt attempt, CancellationToken cancellationToken)
    {
        if (IsWith(attempt.Lease.AccountId))
        {
            attempt.CredentialGeneration = _current!.Credential.Generation;
            return (_current, null);
        }

        await DropAsync();
        var (socket, result) = await dialer.DialAsync(turn, attempt, headers, cancellationToken);
        attempt.Seen.Quota.AddRange(result.Quota);
        attempt.Status = result.Status;
        if (socket is null) return (null, result);
        metrics.UpstreamOpened();
        _current = socket;
        return (socket, null);
    }

    public async Task DropAsync()
    {
        if (_current is not { } socket) return;
        _current = null;
        await socket.DisposeAsync();
        metrics.UpstreamClosed();
    }

    public async ValueTask DisposeAsync() => await DropAsync();
}
