namespace CodexPooler.Accounts.Linking.Flows;

/// <summary>Asks the issuer until the person has decided.</summary>
internal sealed class DevicePolling(DeviceIssuer issuer, LinkCompletion completion, TimeProvider time)
{
    /// <param name="patience">Ends the asking; an exchange that has begun is not cut off by it.</param>
    public async Task RunAsync(
        PendingLink flow, DeviceLogin login, CancellationToken patience, CancellationToken cancellationToken)
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
                    if (flow.TryClaim())
                        await completion.CompleteAsync(
                            flow, approved.Code, approved.Verifier, issuer.Redirect, cancellationToken);
                    return;
                case DeviceAnswer.Refused refused:
                    flow.Fail(refused.Problem);
                    return;
            }
        }
    }
}
