using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Decisions;
using CodexPooler.Routing.Facts;
using CodexPooler.Routing.Leases;
using CodexPooler.Routing.State;
using CodexPooler.Testing.Time;

namespace CodexPooler.Routing.Tests.TestData;

/// <summary>One router core with a small directory and a clock the test moves.</summary>
internal sealed class RouterRig
{
    public const string Pool = "pool";
    public const string Key = "key";
    public const string Model = "gpt-5-codex";

    // Turns of two rigs are two turns.
    private readonly ulong _turns;
    private long _turn;

    public RouterRig(
        Action<DirectoryBuilder>? directory = null,
        Action<RoutingOptions>? options = null,
        string replica = "r1",
        IDecisionSink? decisions = null)
    {
        options?.Invoke(Options);
        _turns = 0x0190_0000_0000_7000 + (replica == "r1" ? 0 : Hash64.Of(replica) & 0xFFF);
        Outbox = new RecordingOutbox();
        Core = new RouterCore(Options, replica, Outbox, Time, decisions);
        var builder = new DirectoryBuilder();
        (directory ?? (d => d.Accounts(3)))(builder);
        Directory = builder;
        Core.Adopt(builder.Build());
    }

    public ManualTimeProvider Time { get; } = new();

    public RoutingOptions Options { get; } = new() { Decisions = { Kept = 256, Rows = 65_536 } };

    public RecordingOutbox Outbox { get; }

    public DirectoryBuilder Directory { get; }

    public RouterCore Core { get; }

    public long Now => Time.GetUtcNow().ToUnixTimeMilliseconds();

    public SelectRequest Request(Action<SelectRequest>? change = null)
    {
        var request = new SelectRequest
        {
            TurnId = new TurnId(_turns, (ulong)++_turn).ToString(),
            Attempt = 1,
            PoolId = Pool,
            KeyId = Key,
            Model = Model,
            RouteClass = RouteClass.Responses,
            Transport = Transport.Sse,
        };
        change?.Invoke(request);
        return request;
    }

    public SelectReply Select(Action<SelectRequest>? change = null) => Select(Request(change));

    public SelectReply Select(SelectRequest request)
    {
        if (!TurnId.TryParse(request.TurnId, out var turn))
            throw new ArgumentException("The turn id is no UUID.", nameof(request));
        return Core.Select(request, new LeaseId(turn, request.Attempt));
    }

    public Lease Leased(Action<SelectRequest>? change = null)
    {
        var reply = Select(change);
        return reply.Lease ?? throw new InvalidOperationException($"Refused: {reply.Refusal}");
    }

    public Refusal Refused(Action<SelectRequest>? change = null)
    {
        var reply = Select(change);
        return reply.Refusal ?? throw new InvalidOperationException($"Leased: {reply.Lease}");
    }

    public CloseReply Succeed(Lease lease, long cached = 0, params ContinuityKey[] owns)
    {
        var close = new CloseRequest
        {
            LeaseId = lease.LeaseId,
            Outcome = TurnOutcome.Succeeded,
            Usage = new TokenUsage { Input = cached, CachedInput = cached },
        };
        close.Owns.AddRange(owns);
        return Core.Close(close);
    }

    public CloseReply Fail(Lease lease, FaultSignal fault) =>
        Core.Close(new CloseRequest { LeaseId = lease.LeaseId, Outcome = TurnOutcome.Failed, Fault = fault });

    public void Quota(string account, double used, int window = 300, long resetsInMs = 3_600_000, long generation = 0) =>
        Core.State([new Fact { Quota = Told.Quota(account, used, Now, window, Now + resetsInMs, generation) }]);

    public LiveAccount Live(string account) => Core.Live(Pool).Accounts.Single(a => a.AccountId == account);

    public Account Account(string id) => Directory.AccountOf(id);
}
