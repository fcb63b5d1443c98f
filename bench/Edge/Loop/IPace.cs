namespace CodexPooler.Bench.Edge.Loop;

/// <summary>Work that is due at times of its own.</summary>
internal interface IPace
{
    /// <summary>Does what is due and tells when it wants to be asked again, in ticks of the stopwatch.</summary>
    long Run(long now);
}
