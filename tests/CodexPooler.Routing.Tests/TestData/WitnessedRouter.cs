using System.Collections.Concurrent;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Serving;
using Grpc.Core;

namespace CodexPooler.Routing.Tests.TestData;

/// <summary>The real router; what it was asked and what it made of faults is noted on the way.</summary>
internal sealed class WitnessedRouter(RouterService router, WitnessedRouter.Notes notes) : Router.RouterBase
{
    public override async Task<SelectReply> Select(SelectRequest request, ServerCallContext context)
    {
        var reply = await router.Select(request, context);
        notes.Selects.Enqueue((request, reply));
        return reply;
    }

    public override Task<RenewLeasesReply> RenewLeases(RenewLeasesRequest request, ServerCallContext context) =>
        router.RenewLeases(request, context);

    public override async Task<CloseReply> Close(CloseRequest request, ServerCallContext context)
    {
        var reply = await router.Close(request, context);
        if (reply.Verdict is { } verdict)
            notes.Verdicts.Enqueue(verdict.Rule);
        notes.Closes.Enqueue(request);
        return reply;
    }

    internal sealed class Notes
    {
        public ConcurrentQueue<(SelectRequest Request, SelectReply Reply)> Selects { get; } = new();

        public ConcurrentQueue<CloseRequest> Closes { get; } = new();

        public ConcurrentQueue<string> Verdicts { get; } = new();
    }
}
