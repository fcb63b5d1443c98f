using CodexPooler.Edge.Credentials;
using CodexPooler.Edge.Sockets.Framing;

namespace CodexPooler.Edge.Sockets;

/// <summary>
/// A connection to one account. It remembers, for the upstream, which responses can be continued on it, and what arrives while
/// no turn listens belongs to nobody.
/// </summary>
internal sealed class UpstreamSocket : ILinkListener, IAsyncDisposable
{
    // As many as the upstream keeps.
    private const int Memory = 64;
    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource _closing = new();
    private readonly Queue<string> _responses = new();
    private readonly TimeProvider _time;
    private readonly long _openedAt;
    private readonly Task<LinkEnd> _running;
    private volatile SocketRelay? _turn;

    public UpstreamSocket(SocketLink link, HeldCredential credential, TimeSpan pingEvery, TimeProvider time)
    {
        (Link, Credential, _time, _openedAt) = (link, credential, time, time.GetTimestamp());
        Heartbeat = new(link, pingEvery, time);
        _running = Task.Run(RunAsync);
    }

    public SocketLink Link { get; }

    public HeldCredential Credential { get; }

    public Heartbeat Heartbeat { get; }

    public TimeSpan Age => _time.GetElapsedTime(_openedAt);

    public Task<LinkEnd> Ended => _running;

    public bool IsOpen => !_running.IsCompleted;

    public bool HasContinuation => _responses.Count > 0;

    public bool Owns(string responseId) => _responses.Contains(responseId);

    public void Keep(string responseId)
    {
        if (_responses.Count == Memory) _responses.Dequeue();
        _responses.Enqueue(responseId);
    }

    /// <summary>From now on what arrives is this turn's.</summary>
    public void Attach(SocketRelay turn)
    {
        _turn = turn;
        if (_running is { IsCompletedSuccessfully: true }) turn.OnUpstreamEnd(_running.Result);
    }

    public void Detach() => _turn = null;

    public bool Passes(ReadOnlySpan<byte> text) => _turn is { } turn && turn.Passes(text);

    public ValueTask OnPassingAsync(ReadOnlyMemory<byte> frames, CancellationToken cancellationToken) =>
        _turn?.OnPassingAsync(frames) ?? ValueTask.CompletedTask;

    public ValueTask OnMessageAsync(ReadOnlyMemory<byte> text, ReadOnlyMemory<byte> frame, CancellationToken cancellationToken) =>
        _turn?.OnMessageAsync(text, frame) ?? ValueTask.CompletedTask;

    public ValueTask OnPauseAsync(CancellationToken cancellationToken) => _turn?.OnPauseAsync() ?? ValueTask.CompletedTask;

    /// <summary>Passes on what is no turn, and makes no difference where it is lost.</summary>
    public async Task TellAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        try
        {
            await Link.SendAsync(message, cancellationToken);
        }
        catch (Exception cause) when (SocketLink.IsLoss(cause))
        {
            // The next turn notices.
        }
    }

    /// <summary>How it ended, where a write has already failed.</summary>
    public async Task<LinkEnd> LostAsync()
    {
        try
        {
            return await _running.WaitAsync(Lasts, _time);
        }
        catch (TimeoutException)
        {
            return LinkEnd.Dropped;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Detach();
        await _closing.CancelAsync();
        await _running;
        await Link.DisposeAsync();
        _closing.Dispose();
    }

    private async Task<LinkEnd> RunAsync()
    {
        var end = await Link.RunAsync(this, _closing.Token);
        _turn?.OnUpstreamEnd(end);
        return end;
    }
}
