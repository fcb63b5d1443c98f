namespace CodexPooler.Edge.Upstream.Plain;

/// <summary>A body of known length, or, without one, all that comes until the connection ends.</summary>
internal sealed class LengthFraming(long? length) : IBodyFraming
{
    private long _left = length ?? long.MaxValue;

    public bool IsEnded => _left == 0;

    public bool EndsWithConnection => length is null;

    public int Decode(Span<byte> bytes, out int used)
    {
        used = (int)Math.Min(_left, bytes.Length);
        _left -= used;
        return used;
    }
}
