namespace CodexPooler.Edge.Upstream.Plain;

/// <summary>Where a body ends, and what of the bytes that arrive is body.</summary>
internal interface IBodyFraming
{
    bool IsEnded { get; }

    /// <summary>The connection's end is the body's.</summary>
    bool EndsWithConnection { get; }

    /// <summary>Moves the body's bytes to the front; returns how many they are.</summary>
    /// <param name="used">How many of the bytes belong to this answer.</param>
    int Decode(Span<byte> bytes, out int used);
}
