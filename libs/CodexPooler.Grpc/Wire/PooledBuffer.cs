using System.Buffers;

namespace CodexPooler.Grpc.Wire;

/// <summary>A growing buffer over pooled arrays: written at the end, consumed at the front.</summary>
internal sealed class PooledBuffer : IBufferWriter<byte>, IDisposable
{
    private byte[] _array = [];
    private int _start;
    private int _end;

    public int Length => _end - _start;

    public ReadOnlyMemory<byte> Written => _array.AsMemory(_start, _end - _start);

    public ReadOnlySpan<byte> WrittenSpan => _array.AsSpan(_start, _end - _start);

    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _array.Length - _end);
        _end += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 256));
        return _array.AsMemory(_end);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public void Consume(int count)
    {
        _start += count;
        if (_start != _end) return;
        Clear();
    }

    public void Clear() => _start = _end = 0;

    public void Dispose()
    {
        var array = _array;
        _array = [];
        Clear();
        if (array.Length > 0) ArrayPool<byte>.Shared.Return(array);
    }

    private void Reserve(int free)
    {
        if (_array.Length - _end >= free) return;
        var length = Length;
        var target = _array;
        if (_array.Length - length < free)
        {
            var wanted = Math.Max((long)length + free, Math.Min(_array.Length * 2L, Array.MaxLength));
            target = ArrayPool<byte>.Shared.Rent(checked((int)wanted));
        }

        Buffer.BlockCopy(_array, _start, target, 0, length);
        if (target != _array && _array.Length > 0) ArrayPool<byte>.Shared.Return(_array);
        _array = target;
        _start = 0;
        _end = length;
    }
}
