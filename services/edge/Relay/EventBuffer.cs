using System.Buffers;

namespace CodexPooler.Edge.Relay;

/// <summary>The data of the event being read; borrowed only while there is one.</summary>
internal struct EventBuffer
{
    private byte[]? _bytes;

    public int Length { get; private set; }

    public readonly ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (_bytes is null || _bytes.Length - Length < bytes.Length) Grow(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(Length));
        Length += bytes.Length;
    }

    public void Release()
    {
        if (_bytes is not null) ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = null;
        Length = 0;
    }

    private void Grow(int more)
    {
        var grown = ArrayPool<byte>.Shared.Rent(Math.Max(Length + more, Math.Max(1024, 2 * Length)));
        Written.CopyTo(grown);
        if (_bytes is not null) ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = grown;
    }
}
