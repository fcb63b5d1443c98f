using System.Buffers;
using System.Runtime.ExceptionServices;
using CodexPooler.Edge.Bodies;

namespace CodexPooler.Edge.Relay;

/// <summary>
/// Passes one upstream stream on. Handshake events are held back until an event commits the turn; from then on bytes go out as
/// they come, several reads together where they are already there.
/// </summary>
internal sealed class SseRelay(
    StreamObservation seen, ClientStream client, IAnswerOpening opening, RelayLimits limits, TimeProvider time)
    : IWatchedStream, IDisposable
{
    private const int ReadSize = 64 * 1024;
    private const int FlushAt = 32 * 1024;
    private readonly SseScanner _scanner = new(seen);
    private readonly CancellationTokenSource _silence = CancellationTokenSource.CreateLinkedTokenSource(client.Gone);
    private PooledBuffer? _held;
    private readonly long _began = time.GetTimestamp();
    private long _lastUpstream = time.GetTimestamp();
    private long _lastClient = time.GetTimestamp();
    // Null once the answer is under way.
    private IAnswerOpening? _opening = opening;
    private TaskCompletionSource? _heldEnough;
    private long _heldSince;
    private volatile bool _isHolding;
    private bool _anything;
    private bool _tooLong;

    public ReadOnlyMemory<byte> Held => _held?.Written ?? default;

    public bool InsideEvent => !_scanner.AtBoundary;

    public void Tick()
    {
        _tooLong = time.GetElapsedTime(_began) >= limits.Total;
        // First of all what was held long enough goes out, also where a busy machine notices only when the silence is over too.
        if (!_tooLong && _isHolding && time.GetElapsedTime(_heldSince) >= limits.Hold && EndHolding()) return;
        if (_tooLong || time.GetElapsedTime(_lastUpstream) >= LongestSilence) _silence.Cancel();
        else if (Silent() && _scanner.AtBoundary) _ = KeepAliveAsync();
    }

    /// <summary>Whether a relay that throws this has ended, and tells how.</summary>
    public static bool IsEnd(Exception cause) => cause is OperationCanceledException or IOException or HttpRequestException;

    public RelayEnd EndOf(Exception cause)
    {
        if (seen.Terminal is not null && client.Visible) return RelayEnd.Terminal;
        if (client.Gone.IsCancellationRequested) return RelayEnd.ClientGone;
        if (cause is not OperationCanceledException) return RelayEnd.Cut;
        return _tooLong ? RelayEnd.TooLong : RelayEnd.Silent;
    }

    public void Dispose()
    {
        _scanner.Dispose();
        _held?.Dispose();
        _silence.Dispose();
    }

#pragma warning disable CA2012 // It is awaited once: where it is read on, or where reading ends.
    /// <summary>Throws when the client, the upstream or the clock ends it.</summary>
    public async Task<RelayEnd> RunAsync(Stream upstream)
    {
        var (unflushed, cancellationToken) = (0, _silence.Token);
        // Nothing is borrowed while the upstream is silent.
        var ready = upstream.ReadAsync(Memory<byte>.Empty, cancellationToken);
        var isReading = true;
        try
        {
            while (true)
            {
                if (!ready.IsCompletedSuccessfully && unflushed > 0)
                {
                    await client.FlushAsync(cancellationToken);
                    unflushed = 0;
                }

                if (!ready.IsCompletedSuccessfully && _isHolding)
                {
                    var coming = ready.AsTask();
                    ready = new(coming);
                    await HoldAsync(coming, cancellationToken);
                }

                isReading = false;
                await ready;
                var buffer = ArrayPool<byte>.Shared.Rent(ReadSize);
                try
                {
                    int read;
                    var filled = 0;
                    ExceptionDispatchInfo? cut = null;
                    do
                    {
                        // A read ends with its chunk; what is there already goes on together.
                        isReading = false;
                        try
                        {
                            read = await upstream.ReadAsync(buffer.AsMemory(filled), cancellationToken);
                        }
                        catch (Exception cause) when (filled > 0 && cause is IOException or HttpRequestException)
                        {
                            // What came before the cut may be all of it.
                            (read, cut) = (0, ExceptionDispatchInfo.Capture(cause));
                        }

                        filled += read;
                        if (read == 0) break;
                        ready = upstream.ReadAsync(Memory<byte>.Empty, cancellationToken);
                        isReading = true;
                    }
                    while (ready.IsCompletedSuccessfully && filled < buffer.Length);

                    if (filled > 0)
                    {
                        var bytes = buffer.AsMemory(0, filled);
                        // The last of it goes out together with the answer's end.
                        unflushed = await TakeAsync(bytes, unflushed, read == 0, cut is not null, cancellationToken);
                    }

                    cut?.Throw();
                    if (read == 0) return End();
                }
                finally
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                }

                if (seen.Terminal is not null && !seen.Committed && !client.Visible) return RelayEnd.NotCommitted;
            }
        }
        finally
        {
            if (isReading) await StopAsync(ready);
        }
    }

#pragma warning restore CA2012

    // A connection that is still read from would go back to its pool, and tear the next answer on it.
    private async Task StopAsync(ValueTask<int> reading)
    {
        await _silence.CancelAsync();
        try
        {
            await reading;
        }
        catch (Exception cause) when (cause is OperationCanceledException or IOException or HttpRequestException)
        {
            // That is what was asked for.
        }
    }

    private async ValueTask<int> TakeAsync(
        ReadOnlyMemory<byte> bytes, int unflushed, bool isLast, bool isCut, CancellationToken cancellationToken)
    {
        _lastUpstream = time.GetTimestamp();
        _anything = true;
        _scanner.Scan(bytes.Span);
        // Nobody has seen anything, and it is not whole: another account may serve the turn.
        if (isCut && !client.Visible && seen.Terminal is null) return unflushed;
        if (!seen.Committed && !client.Visible && Held.Length + bytes.Length <= HoldLimits.Of(seen))
        {
            (_held ??= new(bytes.Length)).Append(bytes.Span);
            if (!seen.IsCompaction && !_isHolding) BeginHolding();
            return 0;
        }

        StopHolding();
        if (!client.Visible) Commit();
        unflushed += bytes.Length + Held.Length;
        var flush = unflushed >= FlushAt && !isLast;
        await client.WriteAsync(Held, bytes, flush, cancellationToken);
        LetGo();
        _lastClient = time.GetTimestamp();
        return flush ? 0 : unflushed;
    }

    // A model may think for minutes: its client must not take that for a dead line, nor miss the headers of the account that
    // serves.
    private async Task HoldAsync(Task<int> ready, CancellationToken cancellationToken)
    {
        if (await Task.WhenAny(ready, _heldEnough!.Task) != ready)
        {
            Commit();
            await client.WriteAsync(Held, default, flush: true, cancellationToken);
            LetGo();
            StopHolding();
            _lastClient = time.GetTimestamp();
        }
    }

    private void BeginHolding()
    {
        _heldEnough = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _heldSince = _lastUpstream;
        _isHolding = true;
    }

    private void StopHolding() => (_isHolding, _heldEnough) = (false, null);

    private bool EndHolding() => _heldEnough?.TrySetResult() ?? false;

    private void Commit()
    {
        _opening?.OnCommit();
        _opening = null;
    }

    private void LetGo()
    {
        _held?.Dispose();
        _held = null;
    }

    // On a busy machine what was held is still on its way out when the silence is over: as long again for it.
    private TimeSpan LongestSilence =>
        (_anything ? limits.Idle : limits.FirstEvent)
        + (_isHolding && _heldEnough is { Task.IsCompleted: true } ? limits.Hold : TimeSpan.Zero);

    private RelayEnd End()
    {
        if (!client.Visible) return RelayEnd.NotCommitted;
        return seen.Terminal is null ? RelayEnd.Ended : RelayEnd.Terminal;
    }

    private bool Silent() =>
        (client.Started || seen.IsCompaction) && time.GetElapsedTime(_lastClient) >= limits.KeepAlive && seen.Terminal is null;

    private async Task KeepAliveAsync()
    {
        await client.KeepAliveAsync(() => Silent() && _scanner.AtBoundary, _opening);
        _lastClient = time.GetTimestamp();
    }
}
