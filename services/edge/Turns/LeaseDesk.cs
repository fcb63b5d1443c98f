using System.Collections.Concurrent;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.ServiceDefaults.Loops;
using Grpc.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CodexPooler.Edge.Turns;

/// <summary>Keeps this edge's leases alive in batches and returns them; a router that is away does not hold a turn up.</summary>
internal sealed class LeaseDesk(Router.RouterClient router, TimeProvider time, ILogger<LeaseDesk> logger) : BackgroundService
{
    private const int Batch = 500;
    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly SteadyLoop _loop = new("lease renewal", time, logger);
    private readonly ConcurrentDictionary<string, bool> _open = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Task, bool> _late = new();

    public int Open => _open.Count;

    public void Hold(Lease lease) => _open[lease.LeaseId] = true;

    public async Task CloseAsync(CloseRequest request)
    {
        _open.TryRemove(request.LeaseId, out _);
        try
        {
            await router.CloseAsync(request, Options(CancellationToken.None));
        }
        catch (RpcException cause)
        {
            Log.LeaseNotReturned(logger, request.LeaseId, cause.StatusCode);
        }
    }

    /// <summary>Whoever asked has left: a lease the router still gives goes back at once, and nobody is blamed.</summary>
    public void ReturnWhenGiven(Task<SelectReply> answer)
    {
        var returned = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _late[returned.Task] = true;
        _ = ReturnAsync(answer, returned);
    }

    /// <summary>What is late is returned before the process goes; the calls' deadlines bound it.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Task.WhenAll(_late.Keys).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(RenewEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await _loop.TryAsync(RenewAsync, stoppingToken);
    }

    private async Task RenewAsync(CancellationToken cancellationToken)
    {
        foreach (var ids in _open.Keys.Chunk(Batch))
        {
            try
            {
                await router.RenewLeasesAsync(new() { LeaseIds = { ids } }, Options(cancellationToken));
            }
            catch (RpcException cause) when (!cancellationToken.IsCancellationRequested)
            {
                Log.LeasesNotRenewed(logger, ids.Length, cause.StatusCode);
            }
        }
    }

    private async Task ReturnAsync(Task<SelectReply> answer, TaskCompletionSource returned)
    {
        try
        {
            if ((await answer).Lease is { } lease)
                await CloseAsync(new() { LeaseId = lease.LeaseId, Outcome = TurnOutcome.Neutral });
        }
        catch (RpcException)
        {
            // Nothing was given.
        }
        finally
        {
            _late.TryRemove(returned.Task, out _);
            returned.SetResult();
        }
    }

    private CallOptions Options(CancellationToken cancellationToken) =>
        new(deadline: (time.GetUtcNow() + Patience).UtcDateTime, cancellationToken: cancellationToken);
}
