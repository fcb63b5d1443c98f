using System.Text.Json;
using CodexPooler.Simulator.Faults;
using CodexPooler.Simulator.Ledger;
using CodexPooler.Simulator.Responses.Events;
using CodexPooler.Simulator.Responses.Requests;
using CodexPooler.Simulator.Responses.Streaming;
using CodexPooler.Simulator.Responses.Turns;
using CodexPooler.Simulator.Routes;
using CodexPooler.Simulator.Time;
using Microsoft.Extensions.Options;

namespace CodexPooler.Simulator.Responses.Sockets;

/// <summary>One response.create frame.</summary>
internal sealed class SocketTurn(
    RequestLedger ledger,
    FaultScript faults,
    SocketFaults socketFaults,
    TurnDesk desk,
    TurnPlayer player,
    SimulatorClock clock,
    IOptions<SimulatorOptions> options)
{
    /// <summary>False when the socket is over.</summary>
    public async Task<bool> RunAsync(SocketSession session, JsonElement body, int length, CancellationToken cancellationToken)
    {
        var entry = ledger.Open(session.FirstRow);
        var call = new UpstreamCall(session.Context.Call().Route, session.Account, entry, clock);
        try
        {
            if (clock.GetUtcNow() - session.OpenedAt >= options.Value.WebSocketLifetime)
            {
                await RefuseAsync(session, call, SocketFrames.ConnectionLimit, cancellationToken);
                await session.Sink.CloseAsync(1000, null, cancellationToken);
                return false;
            }
            var reading = Read(session, body);
            call.Fault = faults.Hit(
                new FaultCall(session.Account.Id, ResponsesModule.TurnRoute, "websocket", reading.Request?.Model.Slug));
            if (await socketFaults.AnswerAsync(session, call, length, cancellationToken) is { } open) return open;
            if ((reading.Refusal ?? desk.Check(reading.Request!, call)) is { } refusal)
            {
                await RefuseAsync(session, call, refusal, cancellationToken);
                return true;
            }
            return await PlayAsync(session, desk.Open(reading.Request!, call), cancellationToken);
        }
        catch (Exception exception) when (ClientLeft.Is(exception, cancellationToken))
        {
            entry.EndGone(entry.Row.Events);
            return false;
        }
    }

    private static TurnReading Read(SocketSession session, JsonElement body)
    {
        ConversationState? previous = null;
        if (body.Text("previous_response_id") is { } id)
        {
            previous = session.Memory.Find(id);
            if (previous is null) return Refusal.PreviousResponseNotFound(id);
        }
        return TurnRequestReader.Read(body, new TurnContext(TurnKind.WebSocket, session.Account)
        {
            Previous = previous,
            Lite = body.Child("client_metadata")?.Text("ws_request_header_x_openai_internal_codex_responses_lite") == "true",
        });
    }

    private static async Task RefuseAsync(
        SocketSession session, UpstreamCall call, Refusal refusal, CancellationToken cancellationToken)
    {
        call.Entry.End(refusal.Status == 429 ? Outcomes.UsageLimit : Outcomes.Refused, refusal.Status, refusal.Code);
        await session.Sink.SendPartAsync(SocketFrames.Error(refusal), last: true, cancellationToken);
    }

    private async Task<bool> PlayAsync(SocketSession session, Turn turn, CancellationToken cancellationToken)
    {
        // A prewarm is answered by exactly two frames.
        if (turn.Request.Generate) await GreetAsync(session, turn, cancellationToken);
        if (turn.Plan.Ending.Outcome == Outcomes.Completed) session.Memory.Keep(turn.Id, TurnMemory.After(turn));
        var end = await player.PlayAsync(turn, session.Sink, cancellationToken);
        return !end.ConnectionOver;
    }

    private static async Task GreetAsync(SocketSession session, Turn turn, CancellationToken cancellationToken)
    {
        using var buffer = new EventBuffer();
        await session.Sink.WriteAsync(RateLimitsEvent.Write(buffer, turn.Quota), buffer.Json, cancellationToken);
        await session.Sink.WriteAsync(SocketEvents.CodexMetadata(buffer, turn), buffer.Json, cancellationToken);
        await session.Sink.WriteAsync(SocketEvents.TurnState(buffer, turn), buffer.Json, cancellationToken);
    }
}
