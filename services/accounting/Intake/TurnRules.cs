using CodexPooler.Accounting.Ledger;
using CodexPooler.Contracts.Events;

namespace CodexPooler.Accounting.Intake;

/// <summary>Tells why a turn can never be counted; null when it can.</summary>
internal static class TurnRules
{
    private static readonly TimeSpan Drift = TimeSpan.FromDays(1);

    /// <param name="turn">The turn.</param>
    /// <param name="now">Now.</param>
    /// <param name="horizon">Turns begun before are removed: whether one of them is a repeat cannot be told.</param>
    public static string? Problem(TurnSettled turn, DateTimeOffset now, DateTimeOffset horizon)
    {
        if (TurnIds.TimeOf(turn.TurnId) is not { } made) return $"turn id {turn.TurnId} is not a version 7 UUID";
        if (made < horizon)
            return $"turn {turn.TurnId} is older than the ledger keeps turns (Accounting:Retention:TurnDays)";
        if ((made - turn.StartedAt).Duration() > Drift) return $"turn {turn.TurnId}: its id was not made when it started";
        if (turn.SettledAt < turn.StartedAt - Drift) return $"turn {turn.TurnId} settled before it started";
        if (turn.SettledAt > now + Drift) return $"turn {turn.TurnId} settled in the future";
        if (string.IsNullOrEmpty(turn.PoolId) || string.IsNullOrEmpty(turn.KeyId))
            return $"turn {turn.TurnId} names no Pool or no key";
        if (string.IsNullOrEmpty(turn.ModelRequested)) return $"turn {turn.TurnId} names no model";
        if (!Enum.IsDefined(turn.Outcome)) return $"turn {turn.TurnId} has an unknown outcome";
        if (turn.Usage is { } usage && !usage.IsPlausible()) return $"turn {turn.TurnId} reports impossible token counts";
        if (turn.Attempts.Select(attempt => attempt.Number).Distinct().Count() != turn.Attempts.Count)
            return $"turn {turn.TurnId} numbers two attempts alike";
        if (turn.HttpStatus is < 0 or > 999) return $"turn {turn.TurnId} has no HTTP status";
        return Texts(turn).Any(text => text?.Contains('\0', StringComparison.Ordinal) == true)
            ? $"turn {turn.TurnId} contains text the database cannot keep"
            : null;
    }

    private static IEnumerable<string?> Texts(TurnSettled turn) =>
    [
        turn.PoolId, turn.KeyId, turn.PersonId, turn.AccountId, turn.ModelRequested, turn.ModelServed, turn.EffortRequested,
        turn.EffortServed, turn.TierRequested, turn.TierServed, turn.Transport, turn.Route, turn.ClientFamily, turn.ProjectTag,
        turn.ErrorCode, .. turn.Attempts.Select(attempt => attempt.Fault),
    ];
}
