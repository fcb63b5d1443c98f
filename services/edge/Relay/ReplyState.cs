namespace CodexPooler.Edge.Relay;

/// <summary>How much of an answer that is not a stream arrived. One that is not whole has its status, and no body.</summary>
internal enum ReplyState
{
    Whole,
    Broken,
    TooLarge,
}
