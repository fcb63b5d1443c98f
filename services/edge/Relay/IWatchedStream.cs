namespace CodexPooler.Edge.Relay;

/// <summary>A stream whose silence is measured.</summary>
internal interface IWatchedStream
{
    void Tick();
}
