using System.Threading.Channels;
using CodexPooler.Contracts.Events;
using CodexPooler.Contracts.Messaging;
using CodexPooler.Routing.Facts;
using CodexPooler.ServiceDefaults.Loops;

namespace CodexPooler.Routing.Decisions;

/// <summary>
/// Publishes a share of the decisions for accounting: whole turns, chosen by their id, so that every attempt of a turn is there
/// or none. Behind the turns and bounded: with the broker away for long, the oldest are given up.
/// </summary>
internal sealed class DecisionPublisher(
    IServiceProvider services, RoutingOptions options, TimeProvider time, ILogger<DecisionPublisher> logger)
    : BackgroundService, IDecisionSink
{
    private const int Waiting = 5000;
    private const int Together = 100;
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(1);

    private readonly SteadyLoop _loop = new("decisions", time, logger);

    private readonly Channel<DecisionMade> _waiting = Channel.CreateBounded<DecisionMade>(
        new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    public void Offer(in Decision decision, DecisionRing ring)
    {
        if (Hash64.Unit(Hash64.Mix(decision.Id.Turn.Low)) < options.Decisions.Published)
            _waiting.Writer.TryWrite(DecisionEvents.Of(DecisionRecords.Of(decision, ring)));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Asked for here and not in the constructor: the bus is built after the core that this is a part of.
        var bus = services.GetRequiredService<IEventPublisher>();
        var batch = new List<DecisionMade>(Together);
        try
        {
            while (await _waiting.Reader.WaitToReadAsync(stoppingToken))
            {
                while (batch.Count < Together && _waiting.Reader.TryRead(out var decision))
                    batch.Add(decision);
                // What the bus fails over unexpectedly is given up: these are a share of the decisions as it is.
                await _loop.TryAsync(token => PublishAsync(bus, batch, token), stoppingToken);
                batch.Clear();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            Log.DecisionsLeft(logger, _waiting.Reader.Count + batch.Count);
        }
    }

    private async Task PublishAsync(IEventPublisher bus, List<DecisionMade> batch, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await bus.PublishAsync(batch, cancellationToken);
                return;
            }
            catch (PublishUnconfirmedException exception)
            {
                Log.DecisionsWait(logger, batch.Count, exception.Message);
                await Task.Delay(TryAgainAfter, time, cancellationToken);
            }
        }
    }
}
