using CodexPooler.Simulator.Responses.Events;

namespace CodexPooler.Simulator.Responses.Streaming;

/// <summary>Where a turn's events go: an SSE body or a WebSocket.</summary>
internal interface IEventSink
{
    /// <summary>Sends one event; it may stay buffered until <see cref="FlushAsync"/>.</summary>
    ValueTask WriteAsync(EventName name, ReadOnlyMemory<byte> json, CancellationToken cancellationToken);

    ValueTask FlushAsync(CancellationToken cancellationToken);

    /// <summary>The bytes of an event on this transport, for faults that send it in parts.</summary>
    ReadOnlyMemory<byte> Frame(EventName name, ReadOnlyMemory<byte> json);

    /// <summary>Sends a part of a framed event at once.</summary>
    ValueTask SendPartAsync(ReadOnlyMemory<byte> part, bool last, CancellationToken cancellationToken);

    /// <summary>Breaks the connection, by a reset or by just ending it.</summary>
    ValueTask CutAsync(bool reset, CancellationToken cancellationToken);

    /// <summary>Closes a socket with a code; SSE has none and ends.</summary>
    ValueTask CloseAsync(int code, string? reason, CancellationToken cancellationToken);
}
