using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Serving;

/// <summary>
/// Takes facts from other services. Only evidence is taken: leases, outcomes and clears are this service's own business, and a
/// reading from the future would outrank every honest one after it.
/// </summary>
internal sealed class FactIntake(RouterCore core, TimeProvider time)
{
    private static readonly TimeSpan FutureSkew = TimeSpan.FromMinutes(5);

    public ReportFactsReply Take(ReportFactsRequest request)
    {
        var latest = (time.GetUtcNow() + FutureSkew).ToUnixTimeMilliseconds();
        var accepted = new List<Fact>(request.Facts.Count);
        var reply = new ReportFactsReply();
        for (var i = 0; i < request.Facts.Count; i++)
        {
            if (Fault(request.Facts[i], latest) is { } fault)
                reply.Rejected.Add($"fact {i}: {fault}");
            else
                accepted.Add(request.Facts[i]);
        }

        core.State(accepted);
        reply.Accepted = accepted.Count;
        return reply;
    }

    private static string? Fault(Fact fact, long latest) => fact.KindCase switch
    {
        Fact.KindOneofCase.Quota => Fault(fact.Quota, latest),
        Fact.KindOneofCase.Pin when fact.Pin.AccountId.Length == 0 => "a pin without an account",
        Fact.KindOneofCase.Pin when fact.Pin.AtMs > latest => "a pin from the future",
        Fact.KindOneofCase.Pin => null,
        Fact.KindOneofCase.Usage when fact.Usage.KeyId.Length == 0 || fact.Usage.Origin.Length == 0 =>
            "usage without key or origin",
        Fact.KindOneofCase.Usage => null,
        Fact.KindOneofCase.Credential when fact.Credential.AccountId.Length == 0 => "a credential without an account",
        Fact.KindOneofCase.Credential => null,
        Fact.KindOneofCase.None => "it says nothing",
        _ => $"{fact.KindCase} is not reported by other services",
    };

    private static string? Fault(QuotaFact quota, long latest)
    {
        if (quota.AccountId.Length == 0 || quota.WindowMinutes <= 0)
            return "a quota needs an account and the length of its window";
        // Negated so that NaN fails it too.
        if (!(quota.UsedPercent >= 0 && quota.UsedPercent <= 100))
            return "used_percent must be 0 to 100";
        return quota.ObservedAtMs > latest ? "observed in the future" : null;
    }
}
