using CodexPooler.Contracts.Routing.V1;
using Grpc.Core;

namespace CodexPooler.Edge.Warmup.Team;

/// <summary>Leases the account of the key. A fault is final: a rehearsal that fails shall say so, not try again.</summary>
internal sealed class RehearsalRouter : Router.RouterBase
{
    public override Task<SelectReply> Select(SelectRequest request, ServerCallContext context) => Task.FromResult(
        request.EarlierAttempts.Count == 0
            ? new SelectReply { Lease = new() { LeaseId = Guid.CreateVersion7().ToString(), AccountId = request.KeyId } }
            : new SelectReply { Refusal = new() { Code = RefusalCode.NotRetryable, HttpStatus = 502 } });

    public override Task<CloseReply> Close(CloseRequest request, ServerCallContext context) => Task.FromResult(new CloseReply());

    public override Task<RenewLeasesReply> RenewLeases(RenewLeasesRequest request, ServerCallContext context) =>
        Task.FromResult(new RenewLeasesReply());
}
