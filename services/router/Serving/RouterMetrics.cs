using System.Diagnostics.Metrics;
using System.Text.Json;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Replication;

namespace CodexPooler.Routing.Serving;

/// <summary>Every label has a closed set of values: rules, codes and reasons, never a key, a model or an account.</summary>
internal sealed class RouterMetrics : IDisposable
{
    private static readonly string[] Reasons = Words<ChosenBecause>();
    private static readonly string[] Codes = Words<RefusalCode>();
    private static readonly KeyValuePair<string, object?> Moved = new("how", "moved");
    private static readonly KeyValuePair<string, object?> Detour = new("how", "detour");

    // A selection takes microseconds; the seconds that histograms are made for by default would show nothing of it.
    private static readonly InstrumentAdvice<double> Fine = new()
    {
        HistogramBucketBoundaries = [0.00001, 0.00002, 0.00005, 0.0001, 0.0002, 0.0005, 0.001, 0.005, 0.02, 0.1, 0.3],
    };

    private readonly Meter _meter = new("CodexPooler.Router");
    private readonly RouterCore _core;
    private readonly Counter<long> _leases;
    private readonly Counter<long> _refusals;
    private readonly Counter<long> _faults;
    private readonly Histogram<double> _selects;

    public RouterMetrics(RouterCore core, Replicator? replicator = null)
    {
        _core = core;
        _leases = _meter.CreateCounter<long>(
            "codexpooler_router_leases", description: "Leases given, by why the account was chosen.");
        _refusals = _meter.CreateCounter<long>("codexpooler_router_refusals", description: "Turns refused, by code.");
        _faults = _meter.CreateCounter<long>("codexpooler_router_faults", description: "Faults judged, by rule of the taxonomy.");
        _selects = _meter.CreateHistogram<double>(
            "codexpooler_router_select_seconds", "s", "From a question to its answer, pins read from the store included.",
            advice: Fine);
        ObserveState();
        if (replicator is not null)
            ObservePeers(replicator);
    }

    public void Selected(SelectReply reply, TimeSpan took)
    {
        _selects.Record(took.TotalSeconds);
        if (reply.OutcomeCase == SelectReply.OutcomeOneofCase.Lease)
            _leases.Add(1, new KeyValuePair<string, object?>("because", Word(Reasons, (int)reply.Lease.Because)));
        else
            _refusals.Add(1, new KeyValuePair<string, object?>("code", Word(Codes, (int)reply.Refusal.Code)));
        foreach (var verdict in reply.EarlierVerdicts)
            Judged(verdict);
    }

    public void Closed(CloseReply reply)
    {
        if (reply.Verdict is not null)
            Judged(reply.Verdict);
    }

    public void Dispose() => _meter.Dispose();

    private void ObserveState()
    {
        Gauge("codexpooler_router_open_leases", () => _core.Read().OpenLeases, "Leases open now.");
        Gauge("codexpooler_router_pins", () => _core.Read().Pins, "Pins held in memory.");
        Gauge(
            "codexpooler_router_provider_incident", () => _core.Read().ProviderIncident ? 1 : 0,
            "1 while the upstream fails for several accounts at once.");
        _meter.CreateObservableCounter(
            "codexpooler_router_sessions_away", () => Pair(r => r.Moves, r => r.Detours),
            description: "Turns of sessions that were sent to another account than their home.");
        _meter.CreateObservableCounter(
            "codexpooler_router_cached_tokens_left", () => Pair(r => r.TokensLeftByMoves, r => r.TokensLeftByDetours),
            description: "Tokens those sessions had cached at home.");
    }

    private void ObservePeers(Replicator replicator)
    {
        Gauge("codexpooler_router_broker_connected", () => replicator.Connected ? 1 : 0, "1 while other routers can be told.");
        Gauge("codexpooler_router_peers", () => replicator.Peers().Count, "Other routers heard from.");
        _meter.CreateObservableCounter(
            "codexpooler_router_facts_dropped", replicator.Dropped.Read,
            description: "Facts that waited for the broker until nobody would have taken them.");
    }

    private void Gauge(string name, Func<int> read, string description) =>
        _meter.CreateObservableGauge(name, read, description: description);

    private Measurement<long>[] Pair(Func<RouterReading, long> moved, Func<RouterReading, long> detour)
    {
        var reading = _core.Read();
        return [new(moved(reading), Moved), new(detour(reading), Detour)];
    }

    private void Judged(FaultVerdict verdict) => _faults.Add(1, new KeyValuePair<string, object?>("rule", verdict.Rule));

    private static string Word(string[] words, int value) => value < words.Length ? words[value] : "other";

    private static string[] Words<T>()
        where T : struct, Enum => [.. Enum.GetNames<T>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)];
}
