namespace CodexPooler.Edge.Relay;

/// <summary>How a streamed answer begins at its client.</summary>
internal interface IAnswerOpening
{
    /// <summary>Called before a keep-alive goes out ahead of the answer.</summary>
    void OnWaiting();

    /// <summary>Called before the first byte of the upstream goes out.</summary>
    void OnCommit();
}
