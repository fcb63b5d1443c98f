using CodexPooler.Simulator.Ledger;
using CodexPooler.Simulator.Responses.Events;
using CodexPooler.Simulator.Responses.Turns;
using Microsoft.Extensions.Options;

namespace CodexPooler.Simulator.Responses.Streaming;

/// <summary>Plays a turn's events into a sink at the pace asked for, with the faults in the script.</summary>
internal sealed class TurnPlayer(PacingWheel wheel, TurnSettlement settlement, IOptions<SimulatorOptions> options)
{
    public async Task<TurnEnd> PlayAsync(Turn turn, IEventSink sink, CancellationToken cancellationToken)
    {
        using var buffer = new EventBuffer();
        var effect = turn.Call.Effect;
        var faults = effect is null ? null : new StreamFaults(effect, turn, sink, buffer);
        var pace = new Pace(wheel, turn.Request.Generate ? options.Value.EventsPerSecond : 0);
        var sent = 0;
        try
        {
            foreach (var name in new TurnScript(turn, buffer, effect?.OmitUsage == true).Events())
            {
                if (faults is not null && await faults.BeforeAsync(name, sent, cancellationToken) is { } end)
                {
                    return settlement.End(turn, end);
                }
                if (IsTerminal(name)) return await FinishAsync(turn, name, sent, sink, buffer, faults, cancellationToken);
                await SendAsync(name, sink, buffer, faults, cancellationToken);
                sent++;
                if (pace.IsBurst) continue;
                await sink.FlushAsync(cancellationToken);
                await pace.NextAsync();
            }
            await sink.CutAsync(reset: false, cancellationToken);
            return settlement.End(turn, new TurnEnd(Outcomes.Failed, sent, "stream_dropped") { ConnectionOver = true });
        }
        catch (Exception exception) when (ClientLeft.Is(exception, cancellationToken))
        {
            settlement.ClientGone(turn, sent);
            return new TurnEnd(Outcomes.ClientGone, sent) { ConnectionOver = true };
        }
    }

    private static bool IsTerminal(EventName name) =>
        name == EventName.Completed || name == EventName.Incomplete || name == EventName.Failed;

    private static async ValueTask SendAsync(
        EventName name, IEventSink sink, EventBuffer buffer, StreamFaults? faults, CancellationToken cancellationToken)
    {
        if (faults is not null && await faults.DripAsync(name, cancellationToken)) return;
        await sink.WriteAsync(name, buffer.Json, cancellationToken);
    }

    private async Task<TurnEnd> FinishAsync(
        Turn turn,
        EventName name,
        int sent,
        IEventSink sink,
        EventBuffer buffer,
        StreamFaults? faults,
        CancellationToken cancellationToken)
    {
        await sink.FlushAsync(cancellationToken);
        // Booked before the last event leaves: clients drop the connection as soon as they have read it, and may ask for the
        // ledger at once.
        var ending = turn.Plan.Ending;
        var finished = ending.Outcome != Outcomes.Failed;
        var end = settlement.End(turn, new TurnEnd(ending.Outcome, sent + 1, ending.Code) { Finished = finished });
        await SendAsync(name, sink, buffer, faults, cancellationToken);
        await sink.FlushAsync(cancellationToken);
        return end;
    }
}
