using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Admin.Access;
using CodexPooler.Routing.Admin.Explaining;
using CodexPooler.Routing.Replication;
using CodexPooler.Routing.State;
using Google.Protobuf.Collections;
using Grpc.Core;

namespace CodexPooler.Routing.Admin;

/// <summary>What operators ask of the routers and do to them: who may, then the note of it, then the deed.</summary>
internal sealed class RouterAdminService(
    RouterCore core,
    OperatorAccess access,
    AuditNotes audit,
    DecisionSearch decisions,
    TimeProvider time,
    Replicator? replicator = null) : RouterAdmin.RouterAdminBase
{
    public override async Task<ExplainReply> Explain(ExplainRequest request, ServerCallContext context)
    {
        var caller = await access.IdentifyAsync(context, request.By);
        if (!TurnId.TryParse(request.TurnId, out var turn))
            throw Refusal(StatusCode.InvalidArgument, $"'{request.TurnId}' is no turn's id, which is a UUID.");
        var reply = await decisions.FindAsync(turn.ToString(), context.CancellationToken);
        if (reply.Decisions.Count > 0 && reply.Decisions.All(d => caller.Sees(d.PoolId)))
            return reply;
        throw Refusal(
            StatusCode.NotFound,
            $"Nobody remembers turn {turn}. Routers keep the latest in memory (Routing:Decisions:Kept); the ledger keeps those "
            + "that are published (Routing:Decisions:Published)."
            + (reply.Silent.Count == 0 ? "" : $" Not heard: {string.Join(", ", reply.Silent)}."));
    }

    public override async Task<ReplayReply> Replay(ReplayRequest request, ServerCallContext context)
    {
        var caller = await access.IdentifyAsync(context, request.By);
        var pool = new DirectoryNames(core.Directory, caller).Pool(request.PoolId);
        var policy = ReplayPolicies.Of(request.Policy ?? new RoutingPolicy(), core.Policy(pool));
        var wish = request.Clone();
        (wish.PoolId, wish.Policy) = (pool.Id, policy);
        var reply = core.Replay(wish);
        (reply.Policy, reply.Replica) = (policy, core.Replica);
        return reply;
    }

    public override async Task<DrainReply> Drain(DrainRequest request, ServerCallContext context)
    {
        var caller = await access.IdentifyAsync(context, request.By);
        var account = new DirectoryNames(core.Directory, caller).Account(request.AccountId);
        var wish = request.Clone();
        (wish.AccountId, wish.By) = (account.Id, caller.Name);
        if (wish.HasDraining)
        {
            caller.RequireChange();
            await audit.RecordAsync(
                caller,
                wish.Draining ? "router.drain" : "router.undrain",
                $"account:{account.Id}",
                new { account.Label, wish.Reason },
                context.CancellationToken);
        }

        var reply = core.Drain(wish);
        reply.Label = account.Label;
        if (wish.HasDraining)
            reply.Spread = await SpreadAsync(context.CancellationToken);
        return reply;
    }

    public override async Task<ClearMarkReply> ClearMark(ClearMarkRequest request, ServerCallContext context)
    {
        var caller = await access.IdentifyAsync(context, request.By);
        var account = new DirectoryNames(core.Directory, caller).Account(request.AccountId);
        caller.RequireChange();
        await audit.RecordAsync(
            caller, "router.clear", $"account:{account.Id}", new { account.Label }, context.CancellationToken);
        var reply = core.Clear(new ClearMarkRequest { AccountId = account.Id, By = caller.Name });
        reply.Label = account.Label;
        reply.Spread = await SpreadAsync(context.CancellationToken);
        return reply;
    }

    public override async Task<KillSwitchReply> KillSwitch(KillSwitchRequest request, ServerCallContext context)
    {
        var caller = await access.IdentifyAsync(context, request.By);
        var names = new DirectoryNames(core.Directory, caller);
        var set = request.Set is null ? null : Wish(request.Set, caller, names);
        if (set is not null)
        {
            await audit.RecordAsync(
                caller,
                set.On ? "router.stop" : "router.start",
                $"router:{set.Grade}{(set.Subject.Length > 0 ? ":" + set.Subject : "")}",
                new { set.Reason, set.ExpiresAtMs },
                context.CancellationToken);
        }

        var reply = core.KillSwitch(new KillSwitchRequest { Set = set });
        AddNames(reply.KeyNames, reply.Active.Concat(set is null ? [] : [set]), names);
        if (set is null)
            return reply;
        reply.SubjectKnown = set.Grade != KillSwitchGrade.Model || core.Offers(set.Subject);
        reply.Spread = await SpreadAsync(context.CancellationToken);
        return reply;
    }

    public override async Task<LiveStateReply> LiveState(LiveStateRequest request, ServerCallContext context)
    {
        var caller = await access.IdentifyAsync(context, request.By);
        var names = new DirectoryNames(core.Directory, caller);
        var reply = core.Live(request.PoolId.Length == 0 ? "" : names.Pool(request.PoolId).Id);
        foreach (var hidden in reply.Accounts.Where(a => !names.SeesAccount(a.AccountId)).ToList())
            reply.Accounts.Remove(hidden);
        AddNames(reply.KeyNames, reply.KillSwitches, names);
        if (replicator is not null)
        {
            reply.Replicas.AddRange(replicator.Peers());
            reply.BrokerConnected = replicator.Connected;
        }

        return reply;
    }

    private static void AddNames(
        MapField<string, string> to, IEnumerable<KillSwitchFact> switches, DirectoryNames names)
    {
        foreach (var key in switches.Where(s => s.Grade == KillSwitchGrade.Key))
        {
            if (names.NameOfKey(key.Subject) is { } name)
                to[key.Subject] = name;
        }
    }

    private KillSwitchFact Wish(KillSwitchFact asked, OperatorCaller caller, DirectoryNames names)
    {
        var set = new KillSwitchFact
        {
            Grade = asked.Grade,
            On = asked.On,
            Reason = asked.Reason,
            ExpiresAtMs = asked.On ? asked.ExpiresAtMs : 0,
            By = caller.Name,
        };
        switch (asked.Grade)
        {
            case KillSwitchGrade.Key:
                set.Subject = names.Key(asked.Subject).Id;
                caller.RequireChange();
                break;
            case KillSwitchGrade.Model when asked.Subject.Length == 0:
                throw Refusal(StatusCode.InvalidArgument, "Which model?");
            case KillSwitchGrade.Model:
                set.Subject = asked.Subject;
                caller.RequireOwner();
                break;
            case KillSwitchGrade.NewSessions or KillSwitchGrade.ReadOnly:
                caller.RequireOwner();
                break;
            default:
                throw Refusal(StatusCode.InvalidArgument, "There is no such kill switch.");
        }

        if (set.ExpiresAtMs != 0 && set.ExpiresAtMs <= time.GetUtcNow().ToUnixTimeMilliseconds())
            throw Refusal(StatusCode.InvalidArgument, "The stop would end before it begins.");
        return set;
    }

    private async Task<Spread> SpreadAsync(CancellationToken cancellationToken) =>
        replicator is null ? new Spread { Alone = true } : await replicator.SpreadAsync(cancellationToken);

    private static RpcException Refusal(StatusCode code, string words) => new(new Status(code, words));
}
