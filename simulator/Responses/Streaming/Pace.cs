namespace CodexPooler.Simulator.Responses.Streaming;

/// <summary>The speed of one stream; in burst mode it never waits.</summary>
internal sealed class Pace
{
    private readonly PacingWheel _wheel;
    private readonly PacedWait? _wait;
    private readonly double _ticksAnEvent;
    private double _due;

    public Pace(PacingWheel wheel, double eventsPerSecond)
    {
        _wheel = wheel;
        if (eventsPerSecond <= 0) return;
        _ticksAnEvent = PacingWheel.TicksFor(1 / eventsPerSecond);
        _wait = new PacedWait();
        _due = wheel.Now;
    }

    public bool IsBurst => _wait is null;

    public ValueTask NextAsync()
    {
        if (_wait is null) return ValueTask.CompletedTask;
        _due += _ticksAnEvent;
        return _wheel.WaitUntilAsync((long)Math.Ceiling(_due), _wait);
    }
}
