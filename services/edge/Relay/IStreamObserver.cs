namespace CodexPooler.Edge.Relay;

/// <summary>Hears of events while their bytes pass by.</summary>
internal interface IStreamObserver
{
    /// <summary>An event's kind is known; its data may still be arriving.</summary>
    void OnBegin(StreamEvent kind);

    /// <summary>An event that is read has arrived whole. The span is valid during the call only.</summary>
    void OnEvent(StreamEvent kind, ReadOnlySpan<byte> json);
}
