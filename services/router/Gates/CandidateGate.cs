using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Circuits;
using CodexPooler.Routing.Selection;

namespace CodexPooler.Routing.Gates;

/// <summary>The hard gates that do not depend on the turn, evaluated once per change rather than once per turn.</summary>
internal sealed class CandidateGate(RoutingOptions options)
{
    private const long AtMostMs = 60_000;

    public CandidateReading Read(Candidate candidate, ViewKey view, bool incident, long now)
    {
        var state = candidate.State;
        var quota = QuotaGate.Read(state, view.Model, now, options.Quota);
        var mark = MarkGate.Read(state, candidate.Account, view.Model, view.Route, incident, quota, now);
        var circuit = candidate.Circuit.Read(now, state.ClearedAt, incident, options.Circuits);
        var block = Block(candidate, view, quota, mark, circuit, now);
        return new CandidateReading(
            state.Version,
            Recheck(candidate.Account, quota, mark, circuit, now),
            block,
            block switch
            {
                ExclusionReason.QuotaExhausted => Math.Max(quota.State == QuotaState.Blocked ? quota.ResetsAt : 0, mark.Until),
                ExclusionReason.CircuitOpen => circuit.OpenUntil,
                _ => mark.Until,
            },
            block == ExclusionReason.QuotaExhausted
                && (quota is { State: QuotaState.Blocked, ResetsAt: > 0 } || mark.Authoritative),
            quota.State,
            quota.Headroom,
            quota.ResetsAt,
            circuit.DemotedUntil > now,
            circuit.State == CircuitState.HalfOpen,
            InOwnerHours(candidate.Account, now));
    }

    /// <summary>Other routes name models no catalogue lists.</summary>
    public static bool NeedsOffer(string model, RouteClass route) =>
        model.Length > 0 && route is RouteClass.Responses or RouteClass.ResponsesSocket or RouteClass.Compact;

    private ExclusionReason Block(
        Candidate candidate, ViewKey view, QuotaReading quota, MarkReading mark, CircuitReading circuit, long now)
    {
        if (!candidate.Membership.Enabled)
            return ExclusionReason.MembershipDisabled;
        if (candidate.Weight < 0)
            return ExclusionReason.ZeroWeight;
        if (Status(candidate.Account, now) is var status and not ExclusionReason.None)
            return status;
        if (candidate.State.Drain is { Draining: true })
            return ExclusionReason.AccountDraining;
        if (candidate.State.Credential is { Usable: false } credential
            && credential.Generation >= candidate.Account.CredentialGeneration)
            return ExclusionReason.AccountNeedsAttention;
        if (NeedsOffer(view.Model, view.Route) && candidate.HasCatalogue && candidate.Offer is null)
            return ExclusionReason.ModelUnsupported;
        if (quota.State == QuotaState.Blocked || mark.Usage)
            return ExclusionReason.QuotaExhausted;
        if (mark.Until > 0)
            return ExclusionReason.CoolingDown;
        if (options.Quota.Required && quota.State == QuotaState.Stale)
            return ExclusionReason.QuotaEvidenceStale;
        if (options.Quota.Required && quota.State == QuotaState.Unknown)
            return ExclusionReason.QuotaEvidenceMissing;
        return circuit.State == CircuitState.Open ? ExclusionReason.CircuitOpen : ExclusionReason.None;
    }

    private static ExclusionReason Status(Account account, long now) => account.Status switch
    {
        AccountStatus.Active or AccountStatus.Refreshing => ExclusionReason.None,
        AccountStatus.Paused when PauseEnd(account) is var end and > 0 && end <= now => ExclusionReason.None,
        AccountStatus.ReauthRequired or AccountStatus.RefreshFailed => ExclusionReason.AccountNeedsAttention,
        _ => ExclusionReason.AccountDisabled,
    };

    private static bool InOwnerHours(Account account, long now)
    {
        var minute = (int)(now / 60_000 % 1440);
        foreach (var hours in account.OwnerHours)
        {
            var inside = hours.FromMinute <= hours.ToMinute
                ? minute >= hours.FromMinute && minute < hours.ToMinute
                : minute >= hours.FromMinute || minute < hours.ToMinute;
            if (inside)
                return true;
        }

        return false;
    }

    private static long Recheck(Account account, QuotaReading quota, MarkReading mark, CircuitReading circuit, long now)
    {
        var at = Math.Min(now + AtMostMs, quota.RecheckAt);
        at = Sooner(at, mark.Until, now);
        at = Sooner(at, circuit.OpenUntil, now);
        at = Sooner(at, circuit.DemotedUntil, now);
        at = Sooner(at, PauseEnd(account), now);
        return account.OwnerHours.Count == 0 ? at : Math.Min(at, ((now / 60_000) + 1) * 60_000);
    }

    private static long Sooner(long at, long candidate, long now) => candidate > now ? Math.Min(at, candidate) : at;

    private static long PauseEnd(Account account) =>
        account.Pause?.Until is { } until ? until.ToDateTimeOffset().ToUnixTimeMilliseconds() : 0;
}
