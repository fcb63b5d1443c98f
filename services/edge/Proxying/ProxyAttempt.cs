using System.Text.Json;
using CodexPooler.Contracts.Events;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Edge.Credentials;
using CodexPooler.Edge.Errors;
using CodexPooler.Edge.Relay;
using CodexPooler.Edge.Turns;
using CodexPooler.Edge.Upstream;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using ClientOutcome = CodexPooler.Contracts.Events.TurnOutcome;
using LeaseOutcome = CodexPooler.Contracts.Routing.V1.TurnOutcome;

namespace CodexPooler.Edge.Proxying;

/// <summary>One try on one account: token, request, answer, lease returned.</summary>
internal sealed class ProxyAttempt(
    CredentialSource credentials, UpstreamClient upstream, LeaseDesk leases, IOptions<UpstreamOptions> options, TimeProvider time)
{
    /// <summary>An end when the client was answered; else what the upstream said, if anything.</summary>
    public async Task<(TurnEnd? End, UpstreamReply? Reply)> RunAsync(
        Turn turn, TurnAttempt attempt, TurnTimeline timeline, HttpContext context)
    {
        var close = new CloseRequest { LeaseId = attempt.Lease.LeaseId, Outcome = LeaseOutcome.Neutral };
        leases.Hold(attempt.Lease);
        try
        {
            return await TryAsync(turn, attempt, close, timeline, context);
        }
        catch (RpcException) when (!context.RequestAborted.IsCancellationRequested)
        {
            attempt.Fault = FaultSignals.Credential();
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted)
        {
            attempt.Fault = FaultSignals.Timeout(TimeoutStage.Headers, visible: false);
        }
        catch (Exception cause) when (
            cause is HttpRequestException or IOException && !context.RequestAborted.IsCancellationRequested)
        {
            attempt.Fault = FaultSignals.Transport(context.Response.HasStarted);
            if (context.Response.HasStarted)
            {
                attempt.Outcome = AttemptOutcome.Interrupted;
                context.Abort();
                return (new(ClientOutcome.Interrupted, attempt.Status, ErrorCode.StreamCut.Code), null);
            }
        }
        finally
        {
            attempt.Duration = time.GetUtcNow() - attempt.StartedAt;
            if (attempt.Fault is { } fault) (close.Outcome, close.Fault) = (LeaseOutcome.Failed, fault);
            await leases.CloseAsync(close);
        }

        attempt.Outcome = AttemptOutcome.MovedOn;
        return (null, null);
    }

    private async Task<(TurnEnd? End, UpstreamReply? Reply)> TryAsync(
        Turn turn, TurnAttempt attempt, CloseRequest close, TurnTimeline timeline, HttpContext context)
    {
        var lease = attempt.Lease;
        var credential = await credentials.GetAsync(lease.AccountId, lease.CredentialGeneration, context.RequestAborted);
        var response = await SendAsync(turn, credential, context.RequestAborted);
        if ((int)response.StatusCode == StatusCodes.Status401Unauthorized
            && await credentials.RenewAsync(credential, context.RequestAborted) is { } renewed)
        {
            response.Dispose();
            credential = renewed;
            response = await SendAsync(turn, credential, context.RequestAborted);
        }

        using (response)
        {
            (attempt.CredentialGeneration, attempt.Status) = (credential.Generation, (int)response.StatusCode);
            timeline.UpstreamHeaders();
            if (IsAccountsFault(attempt.Status)) return (null, await FailAsync(attempt, response, context.RequestAborted));
            timeline.FirstByte();
            await RelayAsync(turn, response, close, context);
            var served = attempt.Status < StatusCodes.Status400BadRequest;
            attempt.Outcome = served ? AttemptOutcome.Served : AttemptOutcome.Failed;
            // The account did its work, also where the client asked for what cannot be.
            close.Outcome = LeaseOutcome.Succeeded;
            return (new(served ? ClientOutcome.Succeeded : ClientOutcome.Failed, attempt.Status, null), null);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(Turn turn, HeldCredential credential, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(credential.UpstreamBase, turn.Route.UpstreamPath))
        {
            Content = new ReadOnlyMemoryContent(turn.Body.Sent),
        };
        var described = request.Content.Headers;
        if (turn.Body.ContentType.Length > 0) described.TryAddWithoutValidation("Content-Type", turn.Body.ContentType);
        if (turn.Body.Encoding is { } encoding) described.TryAddWithoutValidation("Content-Encoding", encoding);
        UpstreamHeaders.CopyRequest(turn.Headers, request, credential);
        using var limit = new CancellationTokenSource(options.Value.HeadersTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        return await upstream.SendAsync(request, either.Token);
    }

    private async Task<UpstreamReply> FailAsync(
        TurnAttempt attempt, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        var reply = new UpstreamReply(attempt.Status, response.Content.Headers.ContentType?.ToString() ?? "", body, []);
        attempt.Fault = FaultSignals.Of(response, reply.Error(), reply.IsHtml, time.GetUtcNow());
        attempt.Outcome = AttemptOutcome.MovedOn;
        return reply;
    }

    private static async Task RelayAsync(Turn turn, HttpResponseMessage response, CloseRequest close, HttpContext context)
    {
        // The account that makes a file is the only one that can read it.
        byte[]? whole = null;
        if (turn.Route.Name == ProxyRoutes.FileCreation)
        {
            whole = await response.Content.ReadAsByteArrayAsync(context.RequestAborted);
            if (FileIdOf(whole) is { } id) close.Owns.Add(ContinuityKeys.Key(turn.Key.Key, PinKind.File, id));
        }

        context.Response.StatusCode = (int)response.StatusCode;
        UpstreamHeaders.CopyResponse(response, context.Response.Headers);
        if (whole is not null) await context.Response.Body.WriteAsync(whole, context.RequestAborted);
        else await response.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    private static string? FileIdOf(byte[] json)
    {
        try
        {
            using var answer = JsonDocument.Parse(json);
            var root = answer.RootElement;
            return root.ValueKind == JsonValueKind.Object && root.TryGetProperty("file_id", out var id)
                ? id.GetString()
                : null;
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static bool IsAccountsFault(int status) =>
        status is StatusCodes.Status401Unauthorized or StatusCodes.Status402PaymentRequired or StatusCodes.Status403Forbidden
            or StatusCodes.Status429TooManyRequests or >= StatusCodes.Status500InternalServerError;
}
