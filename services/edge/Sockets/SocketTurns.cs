using System.Runtime.CompilerServices;
using CodexPooler.Edge.Bodies;
using CodexPooler.Edge.Errors;
using CodexPooler.Edge.Inspection;
using CodexPooler.Edge.Routes;
using CodexPooler.Edge.Snapshot;
using CodexPooler.Edge.Turns;
using Microsoft.AspNetCore.Http;

namespace CodexPooler.Edge.Sockets;

/// <summary>The turns of one client socket, one after the other: each is admitted, chosen for and settled for itself.</summary>
internal sealed class SocketTurns(
    SocketDesk desk, KeyEntry caller, IHeaderDictionary headers, ClientSocket client, UpstreamSlot upstream)
{
    private KeyEntry _key = caller;
    private bool _served;
    private volatile SocketTurnClient? _running;

    public UpstreamSlot Upstream => upstream;

    public SocketTurnClient? Running => _running;

    /// <summary>Takes one message; says why the socket cannot go on after it.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<CloseReason?> TakeAsync(PooledBuffer message)
    {
        TurnFacts facts;
        try
        {
            facts = TurnInspector.Read(message.Written.Span);
        }
        catch (MalformedBodyException malformed)
        {
            await client.RefuseAsync(
                new(ErrorCode.InvalidRequest) { Message = malformed.Message, Parameter = malformed.Parameter });
            return null;
        }

        if (!IsTurn(facts))
        {
            // Some versions tell the upstream what they have read; nobody answers to it.
            if (facts.FrameType == "response.processed" && upstream.Current is { IsOpen: true } socket)
                await socket.TellAsync(message.Written, client.Gone);
            return null;
        }

        var (refusal, leaves) = Obstacle(facts);
        if (refusal is null) return await AdmitAsync(message, facts);
        desk.Metrics.Turn(leaves == CloseReason.ResendInFull ? SocketTurnResult.ResendInFull : SocketTurnResult.Refused);
        await client.RefuseAsync(refusal);
        return leaves;
    }

    private static bool IsTurn(TurnFacts facts) =>
        facts.FrameType == "response.create" || (facts.FrameType.Length == 0 && facts.Model.Length > 0);

    private (ClientError? Refusal, CloseReason? Leaves) Obstacle(TurnFacts facts)
    {
        if (desk.Keys.Again(_key, out var problem) is not { } key) return (new(problem!), CloseReason.KeyRefused);
        _key = key;
        // The client tries again by itself, and meets another replica.
        if (desk.Drain.IsClosed) return (new(ErrorCode.ResendInFull), CloseReason.Draining);
        if (facts.Model.Length == 0)
            return (new(ErrorCode.InvalidRequest) { Message = "'model' is required", Parameter = "model" }, null);
        if (facts.PreviousResponseId is not { Length: > 0 } earlier || upstream.Holds(earlier)) return (null, null);
        return _served ? (new(ErrorCode.ResendInFull), CloseReason.ResendInFull) : (new(ErrorCode.ResponseUnknown), null);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<CloseReason?> AdmitAsync(PooledBuffer message, TurnFacts facts)
    {
        var key = _key;
        if (desk.Guard.EnterTurn(key) is { } tooMuch)
        {
            desk.Metrics.Turn(SocketTurnResult.Refused);
            await client.RefuseAsync(tooMuch);
            return null;
        }

        try
        {
            using var place = await desk.Bulkheads.EnterAsync(RouteClass.Stream, client.Gone);
            if (place is not null) return await RunAsync(message, facts, key);
            desk.Metrics.Turn(SocketTurnResult.Refused);
            await client.RefuseAsync(new(ErrorCode.Overloaded));
            return null;
        }
        finally
        {
            desk.Guard.LeaveTurn(key);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<CloseReason?> RunAsync(PooledBuffer message, TurnFacts facts, KeyEntry key)
    {
        var policy = TurnPolicy.Of(key.Key, facts);
        var original = new TurnBody(message.Written, null, message.Written, "application/json");
        var route = facts.Generates ? TurnRoute.Socket : TurnRoute.Prewarm;
        var sent = policy.Apply(original, facts);
        var turn = new Turn(route, key, facts, sent, headers, desk.Time.GetUtcNow(), desk.Time.GetTimestamp())
        {
            Lent = message,
            Policy = policy,
            Original = original,
        };
        var edits = new MessageEdits(desk.Models.For(key), policy.Model == facts.Model ? null : facts.Model);
        var waiting = new SocketTurnClient(client, upstream, desk, edits);
        _running = waiting;
        try
        {
            await desk.Loop.RunAsync(turn, waiting);
        }
        finally
        {
            (_running, _served) = (null, true);
            desk.Metrics.Turn(waiting.Result);
        }

        return waiting.Leaves;
    }
}
