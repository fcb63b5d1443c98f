using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.State;

namespace CodexPooler.Routing.Admin;

/// <summary>What operators do to the router, stated as facts so that every replica obeys.</summary>
internal sealed class OperatorDesk(RouterState state, FactJournal journal)
{
    public DrainReply Drain(DrainRequest request, long now)
    {
        if (request.HasDraining)
        {
            var drain = new DrainFact
            {
                AccountId = request.AccountId,
                Draining = request.Draining,
                AtMs = now,
                By = request.By,
                Reason = request.Reason,
            };
            journal.State(new Fact { Drain = drain }, now);
        }

        var open = state.Leases.Unclosed
            .Where(l => l.Counted && l.Fact.AccountId == request.AccountId)
            .Select(l => l.Fact.OpenedAtMs)
            .ToList();
        return new DrainReply
        {
            AccountId = request.AccountId,
            OpenTurns = open.Count,
            EtaMs = state.Leases.Lengths.Remaining(open, now),
            Draining = state.Account(request.AccountId).Drain is { Draining: true },
        };
    }

    public ClearMarkReply Clear(ClearMarkRequest request, long now)
    {
        var account = state.Account(request.AccountId);
        var reply = new ClearMarkReply
        {
            AccountId = account.Id,
            MarksCleared = account.Marks.Count(m => m.UntilMs > now && m.ObservedAtMs > account.ClearedAt),
            CircuitsToProbe = account.Circuits.Values.Count(c => c.Failures.Any(f => f.At > c.LastSuccessAt)),
        };
        journal.State(new Fact { Clear = new ClearFact { AccountId = request.AccountId, AtMs = now } }, now);
        return reply;
    }

    public KillSwitchReply KillSwitch(KillSwitchRequest request, long now)
    {
        var reply = new KillSwitchReply();
        if (request.Set is { } set)
        {
            set.AtMs = now;
            reply.Set = set;
            reply.Changed = state.KillSwitches.Active(now).Any(s => s.Grade == set.Grade && s.Subject == set.Subject) != set.On;
            journal.State(new Fact { KillSwitch = set }, now);
        }

        reply.Active.AddRange(state.KillSwitches.Active(now));
        return reply;
    }
}
