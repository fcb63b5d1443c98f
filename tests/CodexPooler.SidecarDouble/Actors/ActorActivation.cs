namespace CodexPooler.SidecarDouble.Actors;

/// <summary>One actor on this host: its FIFO turn and its idle clock.</summary>
internal sealed class ActorActivation : IDisposable
{
    public SemaphoreSlim Turn { get; } = new(1, 1);

    public ITimer? Idle { get; set; }

    public bool Active { get; set; }

    public void Dispose()
    {
        Idle?.Dispose();
        Turn.Dispose();
    }
}
