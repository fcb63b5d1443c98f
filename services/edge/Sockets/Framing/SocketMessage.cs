namespace CodexPooler.Edge.Sockets.Framing;

/// <summary>A whole message or control frame. Its memory is the reader's, and good until the reader reads on.</summary>
/// <param name="Frame">The message as it came, its header included; empty where that is not how it could be sent on.</param>
internal readonly record struct SocketMessage(
    Opcode Opcode, bool Compressed, ReadOnlyMemory<byte> Payload, ReadOnlyMemory<byte> Frame);
