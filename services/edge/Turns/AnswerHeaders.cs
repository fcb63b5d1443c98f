using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Edge.Models;
using CodexPooler.Edge.Usage;
using Microsoft.AspNetCore.Http;

namespace CodexPooler.Edge.Turns;

/// <summary>What the gateway itself adds to the answer of a turn.</summary>
internal sealed class AnswerHeaders(ModelsEtag models, PooledLimits limits)
{
    public const string LeftOut = "x-codex-pooler-left-out";
    public const string Decision = "x-pool-decision";

    /// <summary>Of a turn that nobody serves yet.</summary>
    public void Write(Turn turn, IHeaderDictionary to)
    {
        to[ModelsEtag.Header] = models.For(turn.Key);
        limits.Write(turn.Key.Key.PoolId, to);
    }

    public void Write(Turn turn, TurnAttempt attempt, IHeaderDictionary to)
    {
        Write(turn, to);
        if (attempt.LeftOut.Count > 0) to[LeftOut] = Describe(attempt);
        if (turn.Key.Key.SeesDecisions) to[Decision] = Describe(turn, attempt);
    }

    private static string Describe(TurnAttempt attempt) => string.Join(
        ", ", attempt.LeftOut.CountBy(item => item.Kind.Length > 0 ? item.Kind : "other")
        .Select(kind => $"{kind.Key}={kind.Value}"));

    private static string Describe(Turn turn, TurnAttempt attempt)
    {
        var moved = attempt.Lease.MovedFromAccountId is { Length: > 0 } from ? $"; moved_from={from}" : "";
        return $"turn={turn.Id}; account={attempt.Lease.AccountId}; because={Because(attempt.Lease.Because)}; " +
            $"attempt={attempt.Number}; candidates_left={attempt.Lease.CandidatesLeft}{moved}";
    }

    private static string Because(ChosenBecause because) => because switch
    {
        ChosenBecause.HardPin => "hard_pin",
        ChosenBecause.Session => "session",
        ChosenBecause.PromptCache => "prompt_cache",
        ChosenBecause.Probe => "probe",
        ChosenBecause.SameAccountRetry => "same_account_retry",
        _ => "strategy",
    };
}
