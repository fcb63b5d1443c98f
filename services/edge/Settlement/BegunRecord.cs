using CodexPooler.Contracts.Events;
using CodexPooler.Edge.Turns;

namespace CodexPooler.Edge.Settlement;

/// <summary>
/// A turn as it would be settled if this process ended now: the fields of <see cref="TurnRecord"/>, straight from the turn. Most
/// such records are never read, and describing a turn first would cost more than writing it.
/// </summary>
internal static class BegunRecord
{
    private const string Lost = "edge_lost";

    public static void Write(Turn turn, DateTimeOffset now, ref RecordWriter to)
    {
        var key = turn.Key.Key;
        to.Byte(TurnRecord.Fields);
        to.Id(turn.Id);
        to.Moment(turn.StartedAt);
        to.Moment(now);
        to.Text(key.PoolId);
        to.Text(key.Id);
        to.Text(TurnWords.NullIfEmpty(key.Owner));
        to.Text(null);
        to.Text(turn.Facts.Model);
        to.Text(null);
        to.Text(TurnWords.NullIfEmpty(turn.Facts.Effort));
        to.Text(TurnWords.NullIfEmpty(turn.Effort));
        to.Text(TurnWords.NullIfEmpty(turn.Facts.ServiceTier));
        to.Text(null);
        to.Text(TurnWords.Of(turn.Route.Transport));
        to.Text(turn.Route.Name);
        to.Text(turn.ClientFamily);
        to.Text(turn.ProjectTag);
        to.Number((long)TurnOutcome.Interrupted);
        to.Number(0L);
        to.Text(Lost);
        NothingYet(ref to);
    }

    // No usage, no other quantities, no stage of six reached, no attempt, no quota.
    private static void NothingYet(ref RecordWriter to)
    {
        to.Byte(0);
        to.Number(0L);
        for (var stage = 0; stage < 5; stage++) to.NumberOrNull(null);
        to.Number(0L);
        to.Number(0L);
        to.Number(0L);
    }
}
