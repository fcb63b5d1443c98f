using CodexPooler.Data;
using Microsoft.Extensions.Logging;

namespace CodexPooler.Accounts.Linking.Flows;

/// <summary>Asks the issuer until the person has decided.</summary>
internal sealed class DevicePolling(
    DeviceIssuer issuer, LinkCompletion completion, LinkFlows flows, TimeProvider time, ILogger<DevicePolling> logger)
{
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
            // The code was given to this replica alone: the login ends when its time is over.
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
                    if (await flows.TryClaimAsync(link, CancellationToken.None) is { } mine)
                        await completion.CompleteAsync(mine, approved.Code, approved.Verifier, issuer.Redirect);
                    return;
                case DeviceAnswer.Refused refused:
                    await flows.EndAsync(link, link.Failed(refused.Problem), CancellationToken.None);
                    return;
            }
        }
    }
}
