using CodexPooler.Contracts.Events;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Edge.Credentials;
using CodexPooler.Edge.Models;
using CodexPooler.Edge.Relay;
using CodexPooler.Edge.Upstream;
using Grpc.Core;
using Microsoft.Extensions.Options;

namespace CodexPooler.Edge.Turns;

/// <summary>One try on one account: signs, sends, renews the credential once when it is refused, relays what comes.</summary>
internal sealed class AttemptRunner(
    CredentialSource credentials,
    UpstreamClient upstream,
    StreamWatch watch,
    ModelsEtag models,
    IOptions<UpstreamOptions> options,
    TimeProvider time)
{
    private readonly UpstreamOptions _options = options.Value;

    public async Task<AttemptEnd> RunAsync(Turn turn, TurnAttempt attempt, ClientStream client, TurnTimeline timeline)
    {
        var began = time.GetTimestamp();
        try
        {
            return await TryAsync(turn, attempt, client, timeline);
        }
        finally
        {
            attempt.Duration = time.GetElapsedTime(began);
        }
    }

    private async Task<AttemptEnd> TryAsync(Turn turn, TurnAttempt attempt, ClientStream client, TurnTimeline timeline)
    {
        HeldCredential? credential;
        try
        {
            credential = await credentials.GetAsync(attempt.Lease.AccountId, attempt.Lease.CredentialGeneration, client.Gone);
        }
        catch (RpcException) when (!client.Gone.IsCancellationRequested)
        {
            return Failed(attempt, FaultSignals.Credential());
        }

        for (var renewed = false; ; renewed = true)
        {
            attempt.CredentialGeneration = credential.Generation;
            using var response = await SendAsync(turn, attempt, credential, client);
            if (response is null) return client.Gone.IsCancellationRequested ? Gone(attempt) : AttemptEnd.NotServed();
            timeline.UpstreamHeaders();
            attempt.Status = (int)response.StatusCode;
            UpstreamQuota.Read(response.Headers, attempt.Seen.Quota);
            if (response.IsSuccessStatusCode) return await ServeAsync(turn, attempt, response, client, timeline);

            var reply = await ReplyReader.ReadAsync(response, client.Gone);
            var error = reply.Error();
            attempt.Fault = FaultSignals.Of(response, error, reply.IsHtml, time.GetUtcNow());
            if (attempt.Status != 401 || reply.IsHtml || renewed) return AttemptEnd.NotServed(reply);
            if (await credentials.RenewAsync(credential, client.Gone) is not { } newer) return AttemptEnd.NotServed(reply);
            credential = newer;
        }
    }

    private async Task<HttpResponseMessage?> SendAsync(Turn turn, TurnAttempt attempt, HeldCredential credential, ClientStream client)
    {
        using var request = Request(turn, attempt, credential);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(client.Gone);
        limit.CancelAfter(_options.HeadersTimeout);
        try
        {
            return await upstream.SendAsync(request, limit.Token);
        }
        catch (OperationCanceledException)
        {
            attempt.Fault = client.Gone.IsCancellationRequested
                ? FaultSignals.ClientGone(client.Visible)
                : FaultSignals.Timeout(TimeoutStage.Headers, visible: false);
        }
        catch (HttpRequestException)
        {
            attempt.Fault = FaultSignals.Transport(visible: false);
        }

        return null;
    }

    private static HttpRequestMessage Request(Turn turn, TurnAttempt attempt, HeldCredential credential)
    {
        var origin = attempt.Lease.UpstreamBase.Length > 0 ? new Uri(attempt.Lease.UpstreamBase) : credential.UpstreamBase;
        var content = new ReadOnlyMemoryContent(turn.Body.Sent);
        content.Headers.TryAddWithoutValidation("Content-Type", turn.Body.ContentType);
        if (turn.Body.Encoding is { } encoding) content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(origin, turn.Route.UpstreamPath)) { Content = content };
        UpstreamHeaders.CopyRequest(turn.Headers, request, credential);
        return request;
    }

    private async Task<AttemptEnd> ServeAsync(
        Turn turn, TurnAttempt attempt, HttpResponseMessage response, ClientStream client, TurnTimeline timeline)
    {
        // Clients do not look at the content type of a stream either: only a page is certainly not one.
        if (turn.Route.Transport != Transport.Sse || response.Content.Headers.ContentType?.MediaType is "text/html" or "application/json")
            return await ReplyAsync(turn, attempt, response, client, timeline);

        await using var stream = await response.Content.ReadAsStreamAsync(client.Gone);
        using var relay = new SseRelay(attempt.Seen, client, _options.KeepAliveAfter, _options.IdleTimeout, time)
        {
            OnCommit = () =>
            {
                timeline.FirstByte();
                timeline.FirstOutput();
                client.Start(headers =>
                {
                    UpstreamHeaders.CopyResponse(response, headers);
                    headers[ModelsEtag.Header] = models.For(turn.Key);
                });
            },
        };
        watch.Add(relay);
        try
        {
            var end = await relay.RunAsync(stream);
            attempt.Fault = Fault(attempt, end, client);
            attempt.Outcome = Outcome(end, attempt);
            if (end is RelayEnd.Cut or RelayEnd.Silent && client.Visible)
                await client.FailAsync(new(Errors.ErrorCode.StreamCut), relay.InsideEvent);
            return new(client.Visible || end == RelayEnd.ClientGone ? end : RelayEnd.NotCommitted) { Held = relay.Held.ToArray() };
        }
        finally
        {
            watch.Remove(relay);
        }
    }

    private async Task<AttemptEnd> ReplyAsync(
        Turn turn, TurnAttempt attempt, HttpResponseMessage response, ClientStream client, TurnTimeline timeline)
    {
        var reply = await ReplyReader.ReadAsync(response, client.Gone);
        if (turn.Route.Transport == Transport.Sse || reply.IsHtml)
        {
            attempt.Fault = FaultSignals.Of(response, reply.Error(), reply.IsHtml, time.GetUtcNow());
            return AttemptEnd.NotServed(reply);
        }

        attempt.Seen.ReadWhole(reply.Body);
        timeline.FirstByte();
        attempt.Outcome = AttemptOutcome.Served;
        return new(RelayEnd.Terminal) { Reply = reply };
    }

    private FaultSignal? Fault(TurnAttempt attempt, RelayEnd end, ClientStream client) => end switch
    {
        RelayEnd.Terminal or RelayEnd.NotCommitted when attempt.Seen.Error is not null => FaultSignals.Of(attempt.Seen, client.Visible, time.GetUtcNow()),
        RelayEnd.Terminal => null,
        RelayEnd.ClientGone => FaultSignals.ClientGone(client.Visible),
        RelayEnd.Silent => FaultSignals.Timeout(client.Visible ? TimeoutStage.Idle : TimeoutStage.FirstEvent, client.Visible),
        _ => FaultSignals.Transport(client.Visible),
    };

    private static AttemptOutcome Outcome(RelayEnd end, TurnAttempt attempt) => end switch
    {
        RelayEnd.Terminal when attempt.Seen.Terminal is StreamEvent.Completed or StreamEvent.Incomplete => AttemptOutcome.Served,
        RelayEnd.Terminal => AttemptOutcome.Failed,
        RelayEnd.NotCommitted => AttemptOutcome.MovedOn,
        _ => AttemptOutcome.Interrupted,
    };

    private static AttemptEnd Failed(TurnAttempt attempt, FaultSignal fault)
    {
        attempt.Fault = fault;
        return AttemptEnd.NotServed();
    }

    private static AttemptEnd Gone(TurnAttempt attempt)
    {
        attempt.Outcome = AttemptOutcome.Interrupted;
        return new(RelayEnd.ClientGone);
    }
}
