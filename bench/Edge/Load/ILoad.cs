namespace CodexPooler.Bench.Edge.Load;

/// <summary>Hears what its connections receive.</summary>
internal interface ILoad
{
    void OnFirstByte(LoadConnection connection);

    /// <summary>A stamped event arrived, so many nanoseconds after it was sent.</summary>
    void OnEvent(long age);

    void OnReply(LoadConnection connection);

    /// <summary>The connection broke, or the answer was no success.</summary>
    void OnFailed(LoadConnection connection, string why);
}
