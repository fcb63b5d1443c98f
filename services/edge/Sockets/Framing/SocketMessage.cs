namespace CodexPooler.Edge.Sockets.Framing;

/// <summary>A whole message or control frame. Its memory is the reader's, and good until the reader reads on.</summary>
internal readonly record struct SocketMessage(Opcode Opcode, bool Compressed, ReadOnlyMemory<byte> Payload);
