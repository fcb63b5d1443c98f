using CodexPooler.Contracts.Events;

namespace CodexPooler.Edge.Turns;

/// <summary>
/// When the stages of a turn were reached. The clock is asked once a stage, and whoever needs to know the time meanwhile is told
/// that of the last stage.
/// </summary>
internal sealed class TurnTimeline(TimeProvider time, DateTimeOffset startedAt, long started)
{
    private int? _admitted;
    private int? _selected;
    private int? _headers;
    private int? _firstByte;
    private int? _firstOutput;

    /// <summary>From the turn's start to the last stage.</summary>
    public TimeSpan Elapsed { get; private set; }

    /// <summary>When the last stage was reached.</summary>
    public DateTimeOffset Moment => startedAt + Elapsed;

    public void Admitted() => _admitted ??= Now();

    public void Selected() => _selected = Now();

    public void UpstreamHeaders() => _headers = Now();

    public void FirstByte() => _firstByte ??= Now();

    /// <summary>The first byte of an answer that comes bit by bit.</summary>
    public void FirstOutput()
    {
        FirstByte();
        _firstOutput ??= _firstByte;
    }

    /// <summary>An attempt is over.</summary>
    public TimeSpan Tried()
    {
        Now();
        return Elapsed;
    }

    public TurnTimings End() => new()
    {
        AdmittedMs = _admitted,
        SelectedMs = _selected,
        UpstreamHeadersMs = _headers,
        FirstByteMs = _firstByte,
        FirstOutputMs = _firstOutput,
        TotalMs = Now(),
    };

    private int Now()
    {
        Elapsed = time.GetElapsedTime(started);
        return (int)Elapsed.TotalMilliseconds;
    }
}
