namespace CodexPooler.Simulator.Responses.Streaming;

/// <summary>How the playing of a turn ended.</summary>
internal readonly record struct TurnEnd(string Outcome, int Events, string? ErrorCode = null)
{
    /// <summary>The connection was cut or closed; nothing more can be sent on it.</summary>
    public bool ConnectionOver { get; init; }

    /// <summary>The model came to its own end, so the whole usage counts.</summary>
    public bool Finished { get; init; }
}
