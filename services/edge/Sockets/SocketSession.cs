using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Edge.Bodies;
using CodexPooler.Edge.Errors;
using CodexPooler.Edge.Relay;
using CodexPooler.Edge.Snapshot;
using CodexPooler.Edge.Sockets.Framing;

namespace CodexPooler.Edge.Sockets;

/// <summary>
/// One client socket from its handshake to its end: takes message after message, watches both connections, and knows why it ends.
/// </summary>
internal sealed class SocketSession : IWatchedStream, IDisposable
{
    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(2);
    private readonly SocketDesk _desk;
    private readonly SocketOptions _options;
    private readonly KeyEntry _caller;
    private readonly ClientSocket _client;
    private readonly SocketTurns _turns;
    private readonly Heartbeat _heartbeat;
    private readonly CancellationTokenSource _leaving = new();
    private readonly Lock _gate = new();
    private CloseReason? _reason;
    private bool _over;
    private long _quietSince;
    private long _leavingSince;

    public SocketSession(SocketDesk desk, SocketOptions options, KeyEntry caller, ClientSocket client, SocketTurns turns)
    {
        (_desk, _options, _caller, _client, _turns) = (desk, options, caller, client, turns);
        _heartbeat = new(client.Link, options.PingEvery, desk.Time);
        _quietSince = desk.Time.GetTimestamp();
    }

    public async Task<CloseReason> RunAsync()
    {
        var reading = _client.ReadAsync();
        try
        {
            await TakeAllAsync();
            // The last message was taken because nothing more will be read.
            Leave(ReasonOf(await reading));
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested || _client.Gone.IsCancellationRequested)
        {
            Leave(CloseReason.ClientLeft);
        }
        finally
        {
            Leave(CloseReason.Failed);
            await _turns.Upstream.DisposeAsync();
            await SayGoodbyeAsync(reading);
        }

        return _reason!.Value;
    }

    /// <summary>Ends the socket: between two turns, or in the middle of one.</summary>
    public void Leave(CloseReason reason, bool atOnce = false)
    {
        lock (_gate)
        {
            if (_over) return;
            if (_reason is null) (_reason, _leavingSince) = (reason, _desk.Time.GetTimestamp());
            _ = _leaving.CancelAsync();
        }

        if (!atOnce) return;
        if (_turns.Running is { } turn) turn.Leaves ??= reason;
        _client.CutOff();
    }

    /// <summary>The directory has changed. What was revoked ends at once; what was paused may finish its turn.</summary>
    public void CheckKey()
    {
        if (_desk.Keys.Again(_caller, out var problem) is null)
            Leave(CloseReason.KeyRefused, atOnce: problem == ErrorCode.ApiKeyRevoked);
    }

    public void Tick()
    {
        _turns.Running?.Tick();
        if (_leaving.IsCancellationRequested)
        {
            // Cut off, and still writing to a client that does not read.
            if (_client.Gone.IsCancellationRequested && _desk.Time.GetElapsedTime(_leavingSince) > Goodbye) _client.Abort();
            return;
        }

        _heartbeat.Beat(_client.Gone);
        if (_caller.Key.ExpiresAt is not null) CheckKey();
        if (_desk.Drain.IsClosed) Leave(CloseReason.Draining);
        var upstream = _turns.Upstream.Current;
        var answers = upstream?.Heartbeat.Beat(_client.Gone) ?? true;
        if (_turns.Running is { } turn)
        {
            if (!answers) turn.OnNoPong();
            return;
        }

        if (upstream is { HasContinuation: true } && (!answers || !upstream.IsOpen)) Leave(CloseReason.UpstreamLost);
        else if (upstream?.Age >= _options.UpstreamLifetime) Leave(CloseReason.UpstreamAge);
        else if (_desk.Time.GetElapsedTime(Volatile.Read(ref _quietSince)) >= _options.IdleTimeout) Leave(CloseReason.Idle);
    }

    public void Dispose()
    {
        lock (_gate) _over = true;
        _leaving.Dispose();
    }

    private async Task TakeAllAsync()
    {
        while (await _client.Messages.WaitToReadAsync(_leaving.Token))
        {
            while (!_leaving.IsCancellationRequested && _client.Messages.TryRead(out var message))
            {
                using (message)
                {
                    if (await _turns.TakeAsync(message) is { } reason) Leave(reason);
                }

                Volatile.Write(ref _quietSince, _desk.Time.GetTimestamp());
            }
        }
    }

    private static CloseReason ReasonOf(LinkEnd end) => end switch
    {
        { Violation: not null, Code: CloseCode.MessageTooBig } => CloseReason.MessageTooBig,
        { Violation: not null } => CloseReason.Violation,
        { Code: CloseCode.Abnormal } => CloseReason.ClientLeft,
        _ => CloseReason.ClientClosed,
    };

    private async Task SayGoodbyeAsync(Task<LinkEnd> reading)
    {
        using var patience = new CancellationTokenSource(Goodbye, _desk.Time);
        using var cut = patience.Token.Register(_client.Abort);
        if (reading.IsCompletedSuccessfully && reading.Result is { Violation: null } over)
        {
            // Its close has been answered; an abort could overtake that.
            if (over.Code == CloseCode.Abnormal) _client.Abort();
            return;
        }

        var broken = reading.IsCompletedSuccessfully ? reading.Result : default;
        if (_reason == CloseReason.MessageTooBig) await _client.RefuseAsync(new(ErrorCode.TooLarge));
        var (code, text) = SocketClosing.Of(_reason!.Value);
        await _client.Link.CloseAsync(broken.Violation is null ? code : broken.Code, broken.Violation ?? text, patience.Token);
        if (broken.Violation is not null) await _client.Link.LingerAsync(patience.Token);
        else await reading;
        _client.Abort();
    }
}
