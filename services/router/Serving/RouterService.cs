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
