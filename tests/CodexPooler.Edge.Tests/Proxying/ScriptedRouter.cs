using System.Collections.Concurrent;
using CodexPooler.Contracts.Routing.V1;
using Grpc.Core;

namespace CodexPooler.Edge.Tests.Proxying;

/// <summary>
/// Leases one account after the other, and a pinned one to whoever names its pin. What it says of faults is the taxonomy's
/// (docs/fault-taxonomy.md), which the router's own tests hold it to.
/// </summary>
internal sealed class ScriptedRouter : Router.RouterBase
{
    private readonly ConcurrentDictionary<ContinuityKey, string> _pins = new();
    private readonly ConcurrentDictionary<string, string> _leases = new();

    public static IReadOnlyList<string> Accounts { get; } = ["acct-plus", "acct-pro"];

    public ConcurrentQueue<CloseRequest> Closed { get; } = new();

    /// <summary>Where the accounts' upstream is, when it is not the simulator.</summary>
    public string UpstreamBase { get; set; } = "";

    /// <summary>Accounts without room.</summary>
    public ConcurrentDictionary<string, bool> Exhausted { get; } = new();

    /// <summary>How often it has not heard of the key yet.</summary>
    public int Behind { get; set; }

    public override Task<SelectReply> Select(SelectRequest request, ServerCallContext context)
    {
        if (Behind-- > 0) return Refuse(RefusalCode.KeyUnknown, 401, "invalid_api_key", Recovery.AskOperator);
        if (request.EarlierAttempts.LastOrDefault()?.Fault is { } fault && IsFinal(fault))
            return Refuse(RefusalCode.NotRetryable, 400, "not_retryable", Recovery.ChangeRequest);
        var pinned = request.Continuity.Select(key => _pins.GetValueOrDefault(key)).OfType<string>().FirstOrDefault();
        if (pinned is not null && !CanServe(pinned, request))
            return Refuse(RefusalCode.PinnedUnavailable, 409, "pinned_continuation_unavailable", Recovery.ResendFull);
        if ((pinned ?? Accounts.FirstOrDefault(account => CanServe(account, request))) is not { } chosen)
            return Refuse(RefusalCode.NoAccountSupportsModel, 503, "server_error", Recovery.None);

        var lease = new Lease { LeaseId = Guid.NewGuid().ToString(), AccountId = chosen, UpstreamBase = UpstreamBase };
        _leases[lease.LeaseId] = chosen;
        return Task.FromResult(new SelectReply { Lease = lease });
    }

    public override Task<CloseReply> Close(CloseRequest request, ServerCallContext context)
    {
        foreach (var key in request.Owns) _pins[key] = _leases[request.LeaseId];
        Closed.Enqueue(request);
        return Task.FromResult(new CloseReply());
    }

    private bool CanServe(string account, SelectRequest request) =>
        !Exhausted.ContainsKey(account) && request.EarlierAttempts.All(earlier => earlier.AccountId != account);

    private static bool IsFinal(FaultSignal fault) =>
        fault is { Status: 400 or 413, Code: not "websocket_connection_limit_reached" } or { CloseCode: 1009 }
            or { Code: "context_length_exceeded" or "previous_response_not_found" };

    private static Task<SelectReply> Refuse(RefusalCode code, int status, string type, Recovery recovery) =>
        Task.FromResult(
            new SelectReply { Refusal = new() { Code = code, HttpStatus = status, ErrorType = type, Recovery = recovery } });
}
