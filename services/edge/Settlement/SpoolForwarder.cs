using System.Threading.Channels;
using CodexPooler.Contracts.Events;
using CodexPooler.Contracts.Messaging;
using CodexPooler.ServiceDefaults.Loops;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CodexPooler.Edge.Settlement;

/// <summary>
/// Publishes the spool with confirms, in order, and forgets what the broker holds. Turns an earlier life of this edge left open
/// are settled as interrupted before anything else.
/// </summary>
internal sealed class SpoolForwarder(
    SpoolFolder folder,
    SpoolWriter writer,
    SpoolBacklog backlog,
    IEventPublisher publisher,
    IOptions<MessagingOptions> bus,
    TimeProvider time,
    ILogger<SpoolForwarder> logger) : BackgroundService
{
    private const int Batch = FreshTurns.Load;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);
    private readonly SteadyLoop _loop = new("spool", time, logger);
    private readonly Channel<bool> _news =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    // A bus in memory forgets what it took when the process dies: what is still on disk goes out again, and is counted once.
    private readonly bool _busForgets = bus.Value.Transport == BusTransport.InMemory;
    private readonly SpoolPosition _start = writer.End;
    private SpoolPosition _position;
    private SpoolPosition _kept;
    private long _forgotten;
    private bool _isKeeping;
    private long _triedAt;
    private long _keptAt;
    private bool _isFlushed;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        bool isSettled;
        do isSettled = await _loop.TryAsync(SettleOpenTurnsAsync, stoppingToken);
        while (!isSettled);
        _position = _kept = _busForgets ? new SpoolPosition(0, 0) : folder.ReadCursor();
        writer.Flushed += OnFlushed;
        writer.Fresh.Gathered += Wake;
        try
        {
            while (!stoppingToken.IsCancellationRequested) await _loop.TryAsync(ForwardAsync, stoppingToken);
        }
        finally
        {
            writer.Fresh.Gathered -= Wake;
            writer.Flushed -= OnFlushed;
            KeepCursor(atOnce: true);
        }
    }

    private async Task ForwardAsync(CancellationToken stoppingToken)
    {
        var failures = 0;
        // Few turns wait for others until the next flush; what an earlier life left waits for nobody.
        var isDue = true;
        while (!stoppingToken.IsCancellationRequested)
        {
            isDue |= Interlocked.Exchange(ref _isFlushed, false);
            var batch = writer.Fresh.After(_position, Batch) ?? Stored();
            if (batch.Records == 0 || (batch.Records < Batch && !isDue))
            {
                KeepCursor(atOnce: false);
                if (_isKeeping) await ForgetAsync();
                isDue = !await HearsAsync(stoppingToken);
                continue;
            }

            try
            {
                if (batch.Settled.Count > 0) await publisher.PublishAsync(batch.Settled, stoppingToken);
                if (failures > 0) Log.BrokerBack(logger);
                (failures, _position) = (0, batch.Next);
                await ForgetAsync();
                isDue = batch.Records == Batch && isDue;
            }
            catch (PublishUnconfirmedException cause)
            {
                backlog.Bytes = Waiting();
                if (failures++ == 0) Log.BrokerAway(logger, backlog.Bytes, cause.Message);
                var pause = TimeSpan.FromMilliseconds(
                    Math.Min(LongestPause.TotalMilliseconds, 250 * Math.Pow(2, Math.Min(failures, 10))));
                await Task.Delay(pause, time, stoppingToken);
            }
        }
    }

    private SpoolBatch Stored()
    {
        var records = SpoolReader.Read(folder, _position, writer.End, Batch);
        var settled = records.Where(record => record.Kind == SpoolRecordKind.Settled)
            .Select(record => TurnReplay.Read(record.Body.Span)).ToList();
        return new(settled, records.Count == 0 ? _position : records[^1].Next, records.Count);
    }

    private async Task SettleOpenTurnsAsync(CancellationToken cancellationToken)
    {
        var open = new Dictionary<Guid, TurnSettled>();
        var at = new SpoolPosition(0, 0);
        while (SpoolReader.Read(folder, at, _start, Batch) is { Count: > 0 } records)
        {
            foreach (var record in records)
                if (record.Kind == SpoolRecordKind.Begun) open[record.TurnId] = TurnReplay.Read(record.Body.Span);
                else open.Remove(record.TurnId);
            at = records[^1].Next;
        }

        foreach (var turn in open.Values)
            await writer.AppendAsync(SpoolRecordKind.Settled, turn);
        if (open.Count > 0) Log.Interrupted(logger, open.Count);
    }

    private async Task ForgetAsync()
    {
        KeepCursor(atOnce: _position.Segment != _kept.Segment);
        var kept = Math.Min(_busForgets ? _position.Segment - 1 : _position.Segment, writer.End.Segment);
        if (kept > _forgotten && (!_isKeeping || time.GetElapsedTime(_triedAt) >= Patience)) await TryForgetAsync(kept);
        backlog.Bytes = Waiting();
    }

    // A disk that takes nothing is no reason to publish nothing.
    private async Task TryForgetAsync(long kept)
    {
        try
        {
            var done = folder.Segments().Where(segment => segment < kept).ToList();
            // A turn that began there and still runs must be known after a crash.
            if (done.Count > 0) await writer.CarryOverAsync(done[^1] + 1);
            foreach (var segment in done) folder.Delete(segment);
            (_forgotten, _isKeeping) = (kept, false);
        }
        catch (Exception cause) when (SpoolDisk.IsFault(cause))
        {
            if (!_isKeeping) Log.NotForgotten(logger, cause);
            (_isKeeping, _triedAt) = (true, time.GetTimestamp());
        }
    }

    // Making a file costs more than publishing a turn; an old cursor only makes the last second's turns go out again.
    private void KeepCursor(bool atOnce)
    {
        if (_position == _kept || (!atOnce && time.GetElapsedTime(_keptAt) < Patience)) return;
        folder.WriteCursor(_position);
        (_kept, _keptAt) = (_position, time.GetTimestamp());
    }

    // The segment that is written to is longer on the disk than what stands in it.
    private long Waiting()
    {
        var end = writer.End;
        // What was to be deleted and could not be takes the room of what waits.
        var from = _isKeeping ? new SpoolPosition(0, 0) : _position;
        if (from.Segment >= end.Segment) return end.Offset - from.Offset;
        var whole = folder.Segments().Where(segment => segment >= from.Segment && segment < end.Segment);
        return whole.Sum(folder.LengthOf) + end.Offset - from.Offset;
    }

    private void OnFlushed()
    {
        Volatile.Write(ref _isFlushed, true);
        Wake();
    }

    private void Wake() => _news.Writer.TryWrite(true);

    private async Task<bool> HearsAsync(CancellationToken stoppingToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stoppingToken);
        Task news = _news.Reader.WaitToReadAsync(over.Token).AsTask();
        await news.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stoppingToken.ThrowIfCancellationRequested();
        return _news.Reader.TryRead(out _);
    }
}
