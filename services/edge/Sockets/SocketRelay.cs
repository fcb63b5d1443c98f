using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Edge.Relay;
using CodexPooler.Edge.Sockets.Framing;
using CodexPooler.Edge.Turns;

namespace CodexPooler.Edge.Sockets;

/// <summary>
/// Passes one attempt's messages on, unchanged. Handshake events are held back until one commits the turn; from then on what has
/// arrived together goes out together.
/// </summary>
internal sealed class SocketRelay(
    Turn turn, TurnAttempt attempt, ClientSocket client, TurnTimeline timeline, MessageEdits edits, SocketDesk desk)
{
    private const int FlushAt = 64 * 1024;
    private readonly HeldFrames _held = new(HoldLimits.Of(attempt.Seen));
    // The turn ends on the thread that received the last of it.
    private readonly TaskCompletionSource<RelayEnd> _ended = new();
    private long _lastUpstream = desk.Time.GetTimestamp();
    private bool _heard;
    private bool _created;
    private volatile bool _writing;

    /// <summary>Earlier turns were served over the same connection, and may have left something behind.</summary>
    public bool SharesConnection { get; init; }

    public Task<RelayEnd> Ended => _ended.Task;

    /// <summary>Something the upstream said has been written.</summary>
    public bool Visible { get; private set; }

    /// <summary>What was held back, as frames.</summary>
    public ReadOnlySpan<byte> Held => _held.Written;

    public LinkEnd UpstreamEnd { get; private set; }

    /// <summary>What was waited for when the upstream fell silent.</summary>
    public TimeoutStage Stage { get; private set; }

    public void End(RelayEnd end) => _ended.TrySetResult(end);

    /// <summary>The client has left: nobody waits for an end any more, unless that was what it left upon.</summary>
    public void Leave(CancellationToken gone)
    {
        if (attempt.Seen.Terminal is null) _ended.TrySetCanceled(gone);
    }

    public void OnUpstreamEnd(LinkEnd end)
    {
        UpstreamEnd = end;
        End(RelayEnd.Cut);
    }

    public void OnNoPong() => GiveUp(TimeoutStage.Pong);

    /// <summary>Whether a message of a visible answer goes on unread.</summary>
    public bool Passes(ReadOnlySpan<byte> text) =>
        Visible && (_created || !SharesConnection) && TypeSniffer.Of(text) == StreamEvent.Other && !Ended.IsCompleted;

    public ValueTask OnPassingAsync(ReadOnlyMemory<byte> frames)
    {
        (_lastUpstream, _heard) = (desk.Time.GetTimestamp(), true);
        return PassAsync(default, frames.Span);
    }

    /// <param name="frame">The message as it came, where it can go on like that; else empty.</param>
    public ValueTask OnMessageAsync(ReadOnlyMemory<byte> text, ReadOnlyMemory<byte> frame)
    {
        if (Ended.IsCompleted) return default;
        (_lastUpstream, _heard) = (desk.Time.GetTimestamp(), true);
        var kind = TypeSniffer.Of(text.Span);
        if (IsLate(kind)) return default;
        return Visible && kind == StreamEvent.Other ? PassAsync(text.Span, frame.Span) : TakeAsync(kind, text, frame);
    }

    public async ValueTask OnPauseAsync()
    {
        if (client.Link.Unflushed > 0) await FlushAsync();
    }

    /// <summary>Called about once a second.</summary>
    public void Tick()
    {
        if (Ended.IsCompleted) return;
        var limits = desk.Limits;
        var silent = desk.Time.GetElapsedTime(_lastUpstream);
        // A client that does not read holds its upstream up; that is not the upstream's silence.
        if (_writing && silent >= limits.IdleTimeout) client.Abort();
        else if (_writing) return;
        else if (desk.Time.GetElapsedTime(turn.StartedTicks) >= limits.TurnTimeout) GiveUp(TimeoutStage.Total);
        else if (!_heard && silent >= limits.FirstEventTimeout) GiveUp(TimeoutStage.FirstEvent);
        else if (silent >= limits.IdleTimeout) GiveUp(TimeoutStage.Idle);
        else client.KeepAlive(limits.KeepAliveAfter);
    }

    private async ValueTask TakeAsync(StreamEvent kind, ReadOnlyMemory<byte> text, ReadOnlyMemory<byte> frame)
    {
        var seen = attempt.Seen;
        seen.OnBegin(kind);
        if (StreamEvents.IsRead(kind)) seen.OnEvent(kind, text.Span);
        var passed = edits.Apply(kind, text, seen);
        var holds = !Visible && !seen.Committed && _held.TryAdd(text.Length, passed.Span);
        if (!holds) await PassAsync(passed.Span, passed.Equals(text) ? frame.Span : default);
        if (seen.Terminal is not null) await FinishAsync();
    }

    // A response begins with response.created: what comes before it and is part of a response is part of an earlier one.
    private bool IsLate(StreamEvent kind)
    {
        _created |= kind == StreamEvent.Created;
        return SharesConnection && !_created && !StreamEvents.IsHandshake(kind)
            && kind is not (StreamEvent.Failed or StreamEvent.Error);
    }

    private void GiveUp(TimeoutStage stage)
    {
        Stage = stage;
        // Whoever keeps the time for all does not end their turns as well.
        ThreadPool.QueueUserWorkItem(End, stage == TimeoutStage.Total ? RelayEnd.TooLong : RelayEnd.Silent, preferLocal: false);
    }

    private ValueTask PassAsync(ReadOnlySpan<byte> text, ReadOnlySpan<byte> frame)
    {
        if (!Visible) Commit();
        if (frame.Length > 0) client.Link.AppendFrames(frame);
        else if (text.Length > 0) client.Link.Append(text);
        return client.Link.Unflushed >= FlushAt ? FlushAsync() : default;
    }

    private void Commit()
    {
        timeline.FirstOutput();
        // Nothing is sent a second time from here on, and the answer may take minutes.
        turn.ForgetRequest();
        desk.Opening.Append(turn, attempt, client.Link);
        client.Link.AppendFrames(_held.Written);
        _held.Release();
        Visible = true;
    }

    private async ValueTask FinishAsync()
    {
        if (Visible) await FlushAsync();
        End(Visible ? RelayEnd.Terminal : RelayEnd.NotCommitted);
    }

    private async ValueTask FlushAsync()
    {
        _writing = true;
        try
        {
            await client.FlushAsync();
        }
        catch (Exception cause) when (SocketLink.IsLoss(cause))
        {
            End(attempt.Seen.Terminal is null ? RelayEnd.ClientGone : RelayEnd.Terminal);
        }
        finally
        {
            _writing = false;
        }
    }
}
