using CodexPooler.Contracts.Routing.V1;
using CodexPooler.ServiceDefaults.Loops;
using Google.Protobuf;
using RabbitMQ.Client.Exceptions;

namespace CodexPooler.Routing.Replication;

/// <summary>Keeps the conversation with the peers going over the broker, and comes back by itself when the broker does.</summary>
internal sealed class ReplicationService(
    Replicator replicator, RoutingOptions options, TimeProvider time, ILogger<ReplicationService> logger) : BackgroundService
{
    private static readonly TimeSpan ReconnectEvery = TimeSpan.FromMilliseconds(300);
    private readonly SteadyLoop _loop = new("replication", time, logger);
    private long _dropped;
    private bool _isAway;
    private bool _isDropping;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var patience = time.CreateTimer(
            _ => replicator.Join(), null, options.Replication.JoinTimeout, Timeout.InfiniteTimeSpan);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await _loop.TryAsync(JoinAsync, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }

            TellDropped();
            await Task.Delay(ReconnectEvery, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task JoinAsync(CancellationToken cancellationToken)
    {
        try
        {
            await TalkAsync(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && exception is BrokerUnreachableException
            or AlreadyClosedException or OperationInterruptedException or IOException or TimeoutException
            or OperationCanceledException)
        {
            if (!_isAway)
                Log.BrokerLost(logger, exception.Message);
            _isAway = true;
        }
        finally
        {
            // Whoever says farewell says so before it is away.
            if (!cancellationToken.IsCancellationRequested)
                replicator.Connect(false);
        }
    }

    private async Task TalkAsync(CancellationToken cancellationToken)
    {
        await using var wire = await BrokerWire.ConnectAsync(options.Replication, HeardAsync, cancellationToken);
        Log.BrokerJoined(logger);
        replicator.Connect(true);
        _isAway = _isDropping = false;
        try
        {
            using var timer = new PeriodicTimer(options.Replication.Flush, time);
            do
            {
                wire.ThrowIfClosed();
                await TellAsync(wire, cancellationToken);
            }
            while (await timer.WaitForNextTickAsync(cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await TellAsync(wire, CancellationToken.None);
            await wire.TellAsync(replicator.Farewell(), CancellationToken.None);
            throw;
        }
    }

    private async Task TellAsync(BrokerWire wire, CancellationToken cancellationToken)
    {
        if (replicator.Next() is not { } batch)
            return;
        try
        {
            await wire.TellAsync(batch, cancellationToken);
        }
        catch
        {
            replicator.Unsent(batch);
            throw;
        }
    }

    // Once for each time the broker is away.
    private void TellDropped()
    {
        var dropped = replicator.Dropped.Total;
        if (dropped > _dropped && !_isDropping)
            Log.FactsDropped(logger);
        _isDropping |= dropped > _dropped;
        _dropped = dropped;
    }

    private async Task HeardAsync(BrokerWire wire, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        FactBatch batch;
        try
        {
            batch = FactBatch.Parser.ParseFrom(body.Span);
        }
        catch (InvalidProtocolBufferException exception)
        {
            Log.BatchUnreadable(logger, exception.Message);
            return;
        }

        var wantsSnapshot = replicator.Hear(batch);
        foreach (var answer in replicator.Answers(batch))
            await wire.SendAsync(batch.ReplyTo, answer, cancellationToken);
        if (!wantsSnapshot)
            return;
        foreach (var part in replicator.Snapshot())
            await wire.SendAsync(batch.ReplyTo, part, cancellationToken);
    }
}
