using System.Diagnostics.Metrics;
using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Serving;

internal sealed class RouterMetrics : IDisposable
{
    private readonly Meter _meter = new("CodexPooler.Router");
    private readonly Counter<long> _leases;
    private readonly Counter<long> _refusals;
    private readonly Counter<long> _faults;

    public RouterMetrics(RouterCore core)
    {
        _leases = _meter.CreateCounter<long>(
            "codexpooler_router_leases", description: "Leases given, by why the account was chosen.");
        _refusals = _meter.CreateCounter<long>("codexpooler_router_refusals", description: "Turns refused, by code.");
        _faults = _meter.CreateCounter<long>("codexpooler_router_faults", description: "Faults judged, by rule of the taxonomy.");
        _meter.CreateObservableGauge("codexpooler_router_open_leases", () => core.OpenLeases, description: "Leases open now.");
    }

    public void Selected(SelectReply reply)
    {
        if (reply.OutcomeCase == SelectReply.OutcomeOneofCase.Lease)
            _leases.Add(1, new KeyValuePair<string, object?>("because", reply.Lease.Because));
        else
            _refusals.Add(1, new KeyValuePair<string, object?>("code", reply.Refusal.Code));
        foreach (var verdict in reply.EarlierVerdicts)
            Judged(verdict);
    }

    public void Closed(CloseReply reply)
    {
        if (reply.Verdict is not null)
            Judged(reply.Verdict);
    }

    public void Dispose() => _meter.Dispose();

    private void Judged(FaultVerdict verdict) => _faults.Add(1, new KeyValuePair<string, object?>("rule", verdict.Rule));
}
