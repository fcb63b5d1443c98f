namespace CodexPooler.Edge.Sockets.Framing;

/// <summary>Hears what comes over a connection, one call at a time.</summary>
internal interface ILinkListener
{
    /// <summary>A text message; the memory is good during the call only.</summary>
    ValueTask OnMessageAsync(ReadOnlyMemory<byte> text, CancellationToken cancellationToken);

    /// <summary>Nothing more is there at the moment: what was gathered should go out.</summary>
    ValueTask OnPauseAsync(CancellationToken cancellationToken);
}
