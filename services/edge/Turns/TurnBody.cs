namespace CodexPooler.Edge.Turns;

/// <summary>
/// A request's bytes as the client sent them and as they read. An untouched body goes upstream as it came, encoding and all.
/// </summary>
internal sealed record TurnBody(ReadOnlyMemory<byte> Sent, string? Encoding, ReadOnlyMemory<byte> Decoded, string ContentType)
{
    /// <summary>Of a turn that nothing is sent of any more.</summary>
    public static readonly TurnBody Forgotten = new(default, null, default, "");
}
