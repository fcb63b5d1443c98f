using CodexPooler.Simulator.Ledger;
using CodexPooler.Simulator.Quota;
using CodexPooler.Simulator.Responses.Turns;
using CodexPooler.Simulator.Time;

namespace CodexPooler.Simulator.Responses.Streaming;

/// <summary>Books a turn: quota burnt, cache warmed, ledger row closed.</summary>
internal sealed class TurnSettlement(QuotaBooks books, PromptCache cache, SimulatorClock clock)
{
    public TurnEnd End(Turn turn, TurnEnd end)
    {
        Book(turn, end.Finished ? turn.Usage : default, end.Events);
        turn.Call.Entry.End(end.Outcome, StatusCodes.Status200OK, end.ErrorCode);
        return end;
    }

    /// <summary>A turn whose client left has used what was generated until then.</summary>
    public void ClientGone(Turn turn, int events)
    {
        var whole = turn.Usage;
        var output = Math.Min(whole.Output, whole.Reasoning + events);
        if (!turn.Call.Entry.Ended) Book(turn, events == 0 ? default : whole with { Output = output }, events);
        turn.Call.Entry.EndGone(events);
    }

    private void Book(Turn turn, TokenUsage usage, int events)
    {
        turn.Call.Entry.Note(row => row with { Usage = usage, Events = events });
        if (usage.Total == 0) return;
        var lateBy = TimeSpan.FromSeconds(turn.Call.Effect?.LateQuotaSeconds ?? 0);
        books.Of(turn.Account).Burn(turn.Request.Model.MeteredLimit, usage.Burn(), clock.GetUtcNow(), lateBy);
        cache.Warm(turn.Account.Id, turn.Request.PromptCacheKey, turn.Request.Input.Marks);
    }
}
