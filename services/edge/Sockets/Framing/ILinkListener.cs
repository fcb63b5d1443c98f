namespace CodexPooler.Edge.Sockets.Framing;

/// <summary>Hears what comes over a connection, one call at a time.</summary>
internal interface ILinkListener
{
    /// <summary>Whether a message needs nobody's look: it is handed on with its neighbours, as they came.</summary>
    bool Passes(ReadOnlySpan<byte> text);

    /// <summary>Such messages, frame behind frame; the memory is good during the call only.</summary>
    ValueTask OnPassingAsync(ReadOnlyMemory<byte> frames, CancellationToken cancellationToken);

    /// <summary>A text message; the memory is good during the call only.</summary>
    /// <param name="frame">The same as it came, where it can be sent on like that; else empty.</param>
    ValueTask OnMessageAsync(ReadOnlyMemory<byte> text, ReadOnlyMemory<byte> frame, CancellationToken cancellationToken);

    /// <summary>Nothing more is there at the moment: what was gathered should go out.</summary>
    ValueTask OnPauseAsync(CancellationToken cancellationToken);
}
