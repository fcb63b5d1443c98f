using CodexPooler.Accounts.Tokens.Vaults;
using CodexPooler.Data;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CodexPooler.Accounts.Audit;

/// <summary>
/// Lets the anchor follow the log, tells now and then where it ends, and sounds the alarm when it is not what it was.
/// </summary>
internal sealed class AnchorKeeper(AnchorDesk desk, AnchorMemory memory, TimeProvider time, ILogger<AnchorKeeper> logger)
    : BackgroundService
{
    public static readonly TimeSpan Step = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LastLook = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan TellEvery = TimeSpan.FromHours(1);
    private string _trouble = "";
    private AnchorPoint? _told;
    private DateTimeOffset _toldAt;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        using var patience = new CancellationTokenSource(LastLook, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            await FollowAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            // It lags behind, and the next start lets it catch up.
        }

        Tell();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Step, time);
        do
        {
            await FollowAsync(stoppingToken);
            if (time.GetUtcNow() - _toldAt >= TellEvery) Tell();
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        try
        {
            var verdict = await desk.AdvanceAsync(cancellationToken);
            // Once for each thing found: the alarm is not the place to count looks.
            if (!verdict.IsWhole && verdict.Finding != _trouble) Log.NotWhole(logger, verdict.Finding);
            if (verdict.IsWhole && _trouble.Length > 0) Log.WholeAgain(logger);
            _trouble = verdict.Finding;
        }
        catch (Exception cause) when (!cancellationToken.IsCancellationRequested)
        {
            var isKnown = cause is VaultUnavailableException or DatabaseUnavailableException;
            var reason = isKnown ? cause.Message : cause.GetType().Name;
            if (_trouble != reason) Log.NotAnchored(logger, reason);
            _trouble = reason;
        }
    }

    private void Tell()
    {
        if (memory.Latest is not { } latest || latest == _told) return;
        Log.Anchored(logger, latest.Sequence, Convert.ToHexStringLower(latest.Hash));
        (_told, _toldAt) = (latest, time.GetUtcNow());
    }
}
