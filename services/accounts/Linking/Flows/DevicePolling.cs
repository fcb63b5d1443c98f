using CodexPooler.Data;
using Microsoft.Extensions.Logging;

namespace CodexPooler.Accounts.Linking.Flows;

/// <summary>Asks the issuer until the person has decided.</summary>
internal sealed class DevicePolling(
    DeviceIssuer issuer, LinkCompletion completion, LinkFlows flows, TimeProvider time, ILogger<DevicePolling> logger)
{
    private static readonly TimeSpan ClaimAgain = TimeSpan.FromSeconds(1);

    /// <param name="patience">Ends the asking; an exchange that has begun is not cut off by it.</param>
    public async Task RunAsync(PendingLink link, DeviceLogin login, CancellationToken patience)
    {
        try
        {
            await AskAsync(link, login, patience);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
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

    private async Task AskAsync(PendingLink link, DeviceLogin login, CancellationToken patience)
    {
        var pause = login.Interval;
        while (true)
        {
            await Task.Delay(pause, time, patience);
            switch (await issuer.PollAsync(login, patience))
            {
                case DeviceAnswer.Waiting waiting:
                    pause += waiting.SlowDownBy;
                    break;
                case DeviceAnswer.Approved approved:
                    if (await ClaimAsync(link, patience) is { } mine)
                        await completion.CompleteAsync(mine, approved.Code, approved.Verifier, issuer.Redirect);
                    return;
                case DeviceAnswer.Refused refused:
                    await flows.EndAsync(link, link.Failed(refused.Problem), CancellationToken.None);
                    return;
            }
        }
    }

    // The issuer gives the code once, and to this replica alone: a database that is away for a moment must not cost the login.
    private async Task<PendingLink?> ClaimAsync(PendingLink link, CancellationToken patience)
    {
        while (true)
        {
            try
            {
                return await flows.TryClaimAsync(link, CancellationToken.None);
            }
            catch (DatabaseUnavailableException cause)
            {
                Log.FlowsAway(logger, cause.Message);
                await Task.Delay(ClaimAgain, time, patience);
            }
        }
    }
}
