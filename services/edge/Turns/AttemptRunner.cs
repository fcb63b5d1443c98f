using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Edge.Credentials;
using CodexPooler.Edge.Relay;
using CodexPooler.Edge.Upstream;
using Grpc.Core;
using Microsoft.Extensions.Options;

namespace CodexPooler.Edge.Turns;

/// <summary>
/// One try on one account: signs and sends. What the account alone can mend is mended here, once each: a refused token is
/// renewed, content it cannot read is left out.
/// </summary>
internal sealed class AttemptRunner(
    CredentialSource credentials, UpstreamClient upstream, AttemptAnswer answer, IOptions<UpstreamOptions> options,
    TimeProvider time)
{
    private readonly UpstreamOptions _options = options.Value;

    public async Task<AttemptEnd> RunAsync(Turn turn, TurnAttempt attempt, ClientStream client, TurnTimeline timeline)
    {
        var began = timeline.Elapsed;
        try
        {
            if (attempt.Lease.ForeignContinuity.Count > 0) attempt.LeftOut = turn.Bonds.Foreign(attempt.Lease);
            HeldCredential? credential;
            try
            {
                credential = await credentials.GetAsync(
                    attempt.Lease.AccountId, attempt.Lease.CredentialGeneration, client.Gone);
            }
            catch (RpcException) when (!client.Gone.IsCancellationRequested)
            {
                return Failed(attempt, FaultSignals.Credential());
            }

            var renewed = false;
            while (true)
            {
                attempt.CredentialGeneration = credential.Generation;
                UpstreamAnswer answered;
                using (var limit = TryLimit.Start(client.Gone, _options.HeadersTimeout))
                {
                    try
                    {
                        answered = await upstream.SendAsync(AttemptRequest.Of(turn, attempt, credential), limit.Token);
                    }
                    catch (Exception cause) when (cause is OperationCanceledException or HttpRequestException)
                    {
                        return Unanswered(attempt, client, cause);
                    }
                }

                using var response = answered;
                timeline.UpstreamHeaders();
                attempt.Status = response.Status;
                UpstreamQuota.Read(response, attempt.Seen);
                if (response.IsSuccess) return await answer.ServeAsync(turn, attempt, response, client, timeline);

                var reply = await ReplyReader.ReadAsync(response, _options.MaxReplyBytes, client.Gone);
                attempt.Fault = FaultSignals.Of(response, reply.Error(), reply.IsHtml, time.GetUtcNow());
                if (LeavesOut(turn, attempt)) continue;
                if (attempt.Status != 401 || reply.IsHtml) return AttemptEnd.NotServed(reply);
                var newer = renewed ? null : await credentials.RenewAsync(credential, client.Gone);
                attempt.Fault.Renewed = newer is null;
                if (newer is null) return AttemptEnd.NotServed(reply);
                (credential, renewed) = (newer, true);
            }
        }
        finally
        {
            attempt.Duration = timeline.Tried() - began;
        }
    }

    // Content made before the gateway knew this conversation: nobody knows whose it is, only that it is not this account's.
    public static bool LeavesOut(Turn turn, TurnAttempt attempt)
    {
        if (attempt.Fault?.Code != "invalid_encrypted_content" || turn.Original is null) return false;
        if (attempt.LeftOut.Count == turn.Facts.Sealed.Count) return false;
        attempt.LeftOut = turn.Facts.Sealed;
        return true;
    }

    private static AttemptEnd Unanswered(TurnAttempt attempt, ClientStream client, Exception cause)
    {
        var isGone = client.Gone.IsCancellationRequested;
        attempt.Fault = cause is HttpRequestException ? FaultSignals.Transport(visible: false)
            : isGone ? FaultSignals.ClientGone(client.Visible)
            : FaultSignals.Timeout(TimeoutStage.Headers, visible: false);
        return isGone ? Gone(attempt) : AttemptEnd.NotServed();
    }

    private static AttemptEnd Failed(TurnAttempt attempt, FaultSignal fault)
    {
        attempt.Fault = fault;
        return AttemptEnd.NotServed();
    }

    private static AttemptEnd Gone(TurnAttempt attempt)
    {
        attempt.Outcome = Contracts.Events.AttemptOutcome.Interrupted;
        return new(RelayEnd.ClientGone);
    }
}
