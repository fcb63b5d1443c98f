using CodexPooler.Accounts.UpstreamAccounts;
using Dapr;
using Dapr.Actors;
using Dapr.Actors.Client;

namespace CodexPooler.Accounts.Actors;

/// <summary>
/// Wakes the actor of every account that this process has not seen awake yet. While the sidecar is away the hosted sweep drives
/// alone.
/// </summary>
internal sealed class ActorWaker(
    IActorProxyFactory actors, AccountAdmin accounts, TimeProvider time, ILogger<ActorWaker> logger) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);
    private readonly HashSet<string> _awake = [];

    public async Task WakeAsync(CancellationToken cancellationToken)
    {
        var known = (await accounts.ListAsync(cancellationToken)).Select(account => account.Id).ToHashSet();
        _awake.IntersectWith(known);
        foreach (var id in known.Where(id => !_awake.Contains(id)))
        {
            await actors.CreateActorProxy<IAccountActor>(new ActorId(id), AccountActor.TypeName).WakeAsync();
            _awake.Add(id);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await WakeAsync(stoppingToken);
            }
            catch (Exception cause) when (!stoppingToken.IsCancellationRequested)
            {
                Log.NotWoken(logger, cause is DaprException ? cause.Message : cause.GetType().Name);
            }
        }
    }
}
