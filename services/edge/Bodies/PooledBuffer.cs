using System.Buffers;

namespace CodexPooler.Edge.Bodies;

/// <summary>Bytes in one piece of rented memory that grows by doubling.</summary>
internal sealed class PooledBuffer(int capacity) : IDisposable
{
    private const int Smallest = 4096;
    private byte[]? _bytes = ArrayPool<byte>.Shared.Rent(Math.Max(capacity, Smallest));

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => Bytes.AsMemory(0, Length);

    private byte[] Bytes => _bytes ?? throw new ObjectDisposedException(nameof(PooledBuffer));

    /// <summary>Free room behind what is written, at least one byte.</summary>
    public Span<byte> Room(int atLeast = 1) => Free(atLeast).Span;

    /// <summary>The same, for who writes to it later.</summary>
    public Memory<byte> Free(int atLeast = 1)
    {
        if (Bytes.Length - Length < atLeast) Grow(Length + atLeast);
        return Bytes.AsMemory(Length);
    }

    public void Advance(int count) => Length += count;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(Math.Max(1, bytes.Length)));
        Advance(bytes.Length);
    }

    public void Append(ReadOnlySequence<byte> bytes)
    {
        bytes.CopyTo(Room(Math.Max(1, (int)bytes.Length)));
        Advance((int)bytes.Length);
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _bytes, null) is { } rented) ArrayPool<byte>.Shared.Return(rented);
    }

    private void Grow(int needed)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, (int)Math.Min(Bytes.Length * 2L, Array.MaxLength)));
        Written.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(Bytes);
        _bytes = larger;
    }
}
