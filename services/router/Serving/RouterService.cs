using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Continuity;
using CodexPooler.Routing.Leases;
using CodexPooler.Routing.Replication;
using CodexPooler.Routing.State;
using Grpc.Core;

namespace CodexPooler.Routing.Serving;

/// <summary>The router over gRPC.</summary>
internal sealed class RouterService(
    RouterCore core,
    RouterMetrics metrics,
    FactIntake intake,
    TimeProvider time,
    PinReader? pins = null,
    Replicator? replicator = null)
    : Router.RouterBase
{
    public override async Task<SelectReply> Select(SelectRequest request, ServerCallContext context)
    {
        if (!TurnId.TryParse(request.TurnId, out var turn))
            throw Invalid("turn_id must be a UUID");
        if (request.Attempt is < 1 or > 64)
            throw Invalid("attempt must be 1 to 64");
        var began = time.GetTimestamp();
        if (replicator is { Joined.IsCompleted: false })
            await replicator.Joined.WaitAsync(context.CancellationToken);
        if (pins is not null && request.Continuity.Count > 0)
            await pins.ReadThroughAsync(request, context.CancellationToken);

        var reply = core.Select(request, new LeaseId(turn, request.Attempt));
        metrics.Selected(reply, time.GetElapsedTime(began));
        return reply;
    }

    public override Task<RenewLeasesReply> RenewLeases(RenewLeasesRequest request, ServerCallContext context) =>
        Task.FromResult(core.Renew(request));

    public override Task<CloseReply> Close(CloseRequest request, ServerCallContext context)
    {
        var reply = core.Close(request);
        metrics.Closed(reply);
        return Task.FromResult(reply);
    }

    public override Task<ReportFactsReply> ReportFacts(ReportFactsRequest request, ServerCallContext context) =>
        Task.FromResult(intake.Take(request));

    public override Task<ExplainReply> Explain(ExplainRequest request, ServerCallContext context) =>
        Task.FromResult(core.Explain(request));

    public override Task<ReplayReply> Replay(ReplayRequest request, ServerCallContext context) => request.Policy is null
        ? throw Invalid("policy is missing: say which policy to replay against")
        : Task.FromResult(core.Replay(request));

    public override Task<DrainReply> Drain(DrainRequest request, ServerCallContext context) =>
        Task.FromResult(core.Drain(request));

    public override Task<ClearMarkReply> ClearMark(ClearMarkRequest request, ServerCallContext context) =>
        Task.FromResult(core.Clear(request));

    public override Task<KillSwitchReply> KillSwitch(KillSwitchRequest request, ServerCallContext context)
    {
        if (request.Set is { Grade: KillSwitchGrade.Model or KillSwitchGrade.Key, Subject.Length: 0 })
            throw Invalid("subject is missing: say which model or key to stop");
        return Task.FromResult(core.KillSwitch(request));
    }

    public override Task<LiveStateReply> LiveState(LiveStateRequest request, ServerCallContext context)
    {
        var reply = core.Live(request.PoolId);
        if (replicator is not null)
        {
            reply.Replicas.AddRange(replicator.Peers());
            reply.BrokerConnected = replicator.Connected;
        }

        return Task.FromResult(reply);
    }

    public override async Task PeerSnapshot(
        PeerSnapshotRequest request, IServerStreamWriter<FactBatch> responseStream, ServerCallContext context)
    {
        foreach (var chunk in core.Snapshot().Chunk(Replicator.SnapshotChunk))
        {
            var batch = new FactBatch { Origin = core.Replica, Snapshot = true };
            batch.Facts.AddRange(chunk);
            await responseStream.WriteAsync(batch, context.CancellationToken);
        }
    }

    private static RpcException Invalid(string detail) => new(new Status(StatusCode.InvalidArgument, detail));
}
