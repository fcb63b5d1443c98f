using CodexPooler.Contracts.Credentials.V1;
using CodexPooler.Data;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CodexPooler.Accounts.Linking.Flows;

/// <summary>
/// Looks after every login: has its own device codes asked for, takes over those of a replica that was seen not to live any more,
/// ends what nobody approved, forgets what ended long ago.
/// </summary>
internal sealed class LinkFlowRunner(
    LinkFlows flows,
    LinkFlowStore store,
    DevicePolling polling,
    IOptions<LinkingOptions> options,
    TimeProvider time,
    ILogger<LinkFlowRunner> logger) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private readonly Dictionary<string, (Task Asking, CancellationTokenSource End)> _asked = new(StringComparer.Ordinal);
    private readonly List<(Task Asking, CancellationTokenSource End)> _leaving = [];
    private readonly Dictionary<string, (string Owner, long Beat, long Since)> _sightings = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var next = flows.Moved.Next;
            await LookAsync(stoppingToken);
            using var look = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            await Task.WhenAny(next, Task.Delay(LookEvery, time, look.Token));
            await look.CancelAsync();
        }

        await StopAskingAsync([.. _asked.Keys]);
        await Task.WhenAll(_leaving.Select(asked => asked.Asking));
        Reap();
        await ReleaseAsync();
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            var rows = await store.ListAsync(cancellationToken);
            await StopAskingAsync([.. _asked.Keys.Where(key => !rows.Any(row => row.Id == key && IsMine(row)))]);
            Reap();
            foreach (var key in _sightings.Keys.Where(key => rows.All(row => row.Id != key)).ToList()) _sightings.Remove(key);
            if (rows.Any(row => row.Owner == flows.Replica && row.Phase != (long)LinkPhase.Ended))
                await store.BeatAsync(flows.Replica, cancellationToken);
            foreach (var row in rows) await LookAsync(row, cancellationToken);
        }
        catch (Exception cause) when (cause is DatabaseUnavailableException or CommitOutcomeUnknownException)
        {
            Log.FlowsAway(logger, cause.Message);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
        catch (Exception cause)
        {
            Log.Broke(logger, cause);
        }
    }

    private async Task LookAsync(LinkFlowRow row, CancellationToken cancellationToken)
    {
        var isOver = row.UntilMs <= time.GetUtcNow().ToUnixTimeMilliseconds();
        if (row.Phase == (long)LinkPhase.Ended || store.Open(row) is not { } link)
        {
            if (isOver) await store.ForgetAsync(row, cancellationToken);
            return;
        }

        if (link.Phase == LinkPhase.Exchanging)
        {
            // A code works once: what a dead replica was exchanging nobody can exchange again; nor what this one was, whose end
            // the database did not take.
            if (!flows.IsExchangingHere(link.Key) && (row.Owner == flows.Replica || IsAbandoned(row)))
                await flows.EndAsync(link, link.Failed(LinkProblems.Interrupted), cancellationToken);
        }
        else if (isOver)
        {
            await flows.EndAsync(link, link.Failed(LinkProblems.Expired, LinkFlow.Types.State.Expired), cancellationToken);
        }
        else if (link.Device is { } login && !_asked.ContainsKey(link.Key))
        {
            if (IsMine(row) || (IsAbandoned(row) && await store.TryTakeOverAsync(row, flows.Replica, cancellationToken)))
                Ask(link, login);
        }
    }

    private bool IsMine(LinkFlowRow row) => row.Owner == flows.Replica && row.Phase == (long)LinkPhase.Pending;

    // On this replica's own clock: no two clocks are ever compared.
    private bool IsAbandoned(LinkFlowRow row)
    {
        if (row.Owner.Length == 0) return true;
        if (!_sightings.TryGetValue(row.Id, out var seen) || seen.Owner != row.Owner || seen.Beat != row.Beat)
        {
            _sightings[row.Id] = (row.Owner, row.Beat, time.GetTimestamp());
            return false;
        }

        return time.GetElapsedTime(seen.Since) >= options.Value.TakeOverAfter;
    }

    private void Ask(PendingLink link, DeviceLogin login)
    {
        var end = new CancellationTokenSource();
        _asked[link.Key] = (polling.RunAsync(link, login, end.Token), end);
    }

    private async Task StopAskingAsync(IReadOnlyList<string> keys)
    {
        foreach (var key in keys)
        {
            _asked.Remove(key, out var asked);
            // An exchange, once begun, is not cut off; nor waited for, because meanwhile this replica would seem dead to others.
            await asked.End.CancelAsync();
            _leaving.Add(asked);
        }
    }

    private void Reap()
    {
        var gone = _leaving.Where(asked => asked.Asking.IsCompleted).ToList();
        foreach (var asked in gone)
        {
            asked.End.Dispose();
            _leaving.Remove(asked);
        }
    }

    private async Task ReleaseAsync()
    {
        try
        {
            await store.ReleaseAsync(flows.Replica, CancellationToken.None);
        }
        catch (Exception cause) when (cause is DatabaseUnavailableException or CommitOutcomeUnknownException)
        {
            Log.FlowsAway(logger, cause.Message);
        }
        catch (Exception cause)
        {
            Log.Broke(logger, cause);
        }
    }
}
