using CodexPooler.Contracts.Events;

namespace CodexPooler.Edge.Turns;

/// <summary>When the stages of a turn were reached.</summary>
internal sealed class TurnTimeline(TimeProvider time, long started)
{
    private int? _admitted;
    private int? _selected;
    private int? _headers;
    private int? _firstByte;
    private int? _firstOutput;

    public void Admitted() => _admitted ??= Now();

    public void Selected() => _selected = Now();

    public void UpstreamHeaders() => _headers = Now();

    public void FirstByte() => _firstByte ??= Now();

    public void FirstOutput() => _firstOutput ??= Now();

    public TurnTimings End() => new()
    {
        AdmittedMs = _admitted,
        SelectedMs = _selected,
        UpstreamHeadersMs = _headers,
        FirstByteMs = _firstByte,
        FirstOutputMs = _firstOutput,
        TotalMs = Now(),
    };

    private int Now() => (int)time.GetElapsedTime(started).TotalMilliseconds;
}
