using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Faults;

internal static class FaultClassifier
{
    public static FaultJudgement Judge(FaultSignal signal, FaultContext context)
    {
        // The edge renews once by itself; a refusal after that is the second one.
        var rule = Find(signal, signal.Renewed ? CredentialRules.Unauthorized : context.After);
        var (until, authoritative) = Cooldown(rule, signal, context);
        return new FaultJudgement(rule, Retry(rule, signal, context), until, authoritative);
    }

    private static FaultRule Find(FaultSignal signal, string after)
    {
        foreach (var rule in FaultRules.All)
        {
            if ((rule.OnlyAfter.Length == 0 || rule.OnlyAfter == after) && rule.Matches(signal))
                return rule;
        }

        return FaultRules.Unclassified;
    }

    private static RetryAdvice Retry(FaultRule rule, FaultSignal signal, FaultContext context)
    {
        // What the client has seen cannot be unsaid; and a compaction is never repeated on the client's behalf.
        if (signal.Visible || context.Route == RouteClass.Compact)
            return RetryAdvice.Never;
        return rule.Retry;
    }

    private static (long Until, bool Authoritative) Cooldown(FaultRule rule, FaultSignal signal, FaultContext context)
    {
        if (rule.Cooldown == CooldownKind.None)
            return (0, false);
        if (signal.ResetsAtMs > context.Now)
            return (signal.ResetsAtMs, true);
        return rule.Cooldown == CooldownKind.Backoff
            ? (BackoffUntil(signal, context), false)
            : (context.Now + (long)rule.Fixed.TotalMilliseconds, false);
    }

    private static long BackoffUntil(FaultSignal signal, FaultContext context)
    {
        var asked = RetryAfter.Parse(signal.RetryAfter, DateTimeOffset.FromUnixTimeMilliseconds(context.Now));
        if (asked is { } wait)
            return context.Now + (long)Backoff.Jittered(wait, context.Turn).TotalMilliseconds;

        // Many turns may fail in one window; the level rises once for all of them.
        if (context.LevelUntil > context.Now)
            return context.LevelUntil;
        return context.Now + (long)Backoff.At(context.Level, context.Turn).TotalMilliseconds;
    }
}
