using CodexPooler.Simulator.Faults;
using CodexPooler.Simulator.Ledger;
using CodexPooler.Simulator.Responses.Events;
using CodexPooler.Simulator.Responses.Turns;

namespace CodexPooler.Simulator.Responses.Streaming;

/// <summary>What a fault does to a stream that has begun. Asked before each event is sent.</summary>
internal sealed class StreamFaults(FaultEffect effect, Turn turn, IEventSink sink, EventBuffer buffer)
{
    private static readonly byte[] Broken = "{\"type\":\"response.output_text.delta\",\"delta\":"u8.ToArray();

    /// <summary>An ending when the fault ends the stream here; null to go on.</summary>
    public async ValueTask<TurnEnd?> BeforeAsync(EventName name, int sent, CancellationToken cancellationToken)
    {
        if (effect.StreamError is { } error && error.AfterEvents == sent)
        {
            using var other = new EventBuffer(sent);
            var told = StreamErrorEvent.Write(other, turn, error);
            await sink.WriteAsync(told, other.Json, cancellationToken);
            await sink.FlushAsync(cancellationToken);
            return new TurnEnd(error.Kind == "incomplete" ? Outcomes.Incomplete : Outcomes.Failed, sent, error.Code);
        }
        if (effect.MalformedEvent && sent == 1)
        {
            await sink.SendPartAsync(sink.Frame(EventName.TextDelta, Broken), last: true, cancellationToken);
        }
        if (effect.HangAfterEvents == sent)
        {
            await sink.FlushAsync(cancellationToken);
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }
        return await EndConnectionAsync(name, sent, cancellationToken);
    }

    /// <summary>Sends the event slowly, piece by piece; false when the fault has no drip in bytes.</summary>
    public async ValueTask<bool> DripAsync(EventName name, CancellationToken cancellationToken)
    {
        if (effect.DripMs is not { } pause) return false;
        if (effect.DripBytes is not { } size)
        {
            await Task.Delay(pause, cancellationToken);
            return false;
        }
        var frame = sink.Frame(name, buffer.Json);
        for (var start = 0; start < frame.Length; start += size)
        {
            var end = Math.Min(frame.Length, start + size);
            await sink.SendPartAsync(frame[start..end], end == frame.Length, cancellationToken);
            await Task.Delay(pause, cancellationToken);
        }
        return true;
    }

    private async ValueTask<TurnEnd?> EndConnectionAsync(EventName name, int sent, CancellationToken cancellationToken)
    {
        if (effect.CloseCode is { } code && (effect.CutAfterEvents ?? 0) == sent)
        {
            await sink.FlushAsync(cancellationToken);
            await sink.CloseAsync(code, effect.CloseReason, cancellationToken);
            return new TurnEnd(Outcomes.Fault, sent, "closed") { ConnectionOver = true };
        }
        if (effect.CutAfterEvents != sent) return null;
        await sink.FlushAsync(cancellationToken);
        if (effect.CutMidEvent)
        {
            var frame = sink.Frame(name, buffer.Json);
            await sink.SendPartAsync(frame[..(frame.Length / 2)], last: false, cancellationToken);
        }
        await sink.CutAsync(effect.CutWithReset, cancellationToken);
        return new TurnEnd(Outcomes.Fault, sent, "cut") { ConnectionOver = true };
    }
}
