using System.Collections.Concurrent;
using CodexPooler.Contracts.Routing.V1;
using Grpc.Core;

namespace CodexPooler.Edge.Tests.Proxying;

/// <summary>Leases one account after the other, and a pinned one to whoever names its pin.</summary>
internal sealed class ScriptedRouter : Router.RouterBase
{
    private readonly ConcurrentDictionary<ContinuityKey, string> _pins = new();
    private readonly ConcurrentDictionary<string, string> _leases = new();

    public static IReadOnlyList<string> Accounts { get; } = ["acct-plus", "acct-pro"];

    public ConcurrentQueue<CloseRequest> Closed { get; } = new();

    public override Task<SelectReply> Select(SelectRequest request, ServerCallContext context)
    {
        var pinned = request.Continuity.Select(key => _pins.GetValueOrDefault(key)).OfType<string>().FirstOrDefault();
        var next = Accounts.FirstOrDefault(account => request.EarlierAttempts.All(earlier => earlier.AccountId != account));
        if ((pinned ?? next) is not { } chosen)
        {
            return Task.FromResult(new SelectReply
            {
                Refusal = new() { Code = RefusalCode.NoAccountSupportsModel, HttpStatus = 503, ErrorType = "server_error" },
            });
        }

        var lease = new Lease { LeaseId = Guid.NewGuid().ToString(), AccountId = chosen };
        _leases[lease.LeaseId] = chosen;
        return Task.FromResult(new SelectReply { Lease = lease });
    }

    public override Task<CloseReply> Close(CloseRequest request, ServerCallContext context)
    {
        foreach (var key in request.Owns) _pins[key] = _leases[request.LeaseId];
        Closed.Enqueue(request);
        return Task.FromResult(new CloseReply());
    }
}
