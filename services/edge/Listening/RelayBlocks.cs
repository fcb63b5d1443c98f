using System.Buffers;
using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;

namespace CodexPooler.Edge.Listening;

/// <summary>
/// Memory for the server's sockets in blocks four times the usual size: a request of a few hundred kilobytes is read by a
/// quarter of the system calls. A connection holds none while it is silent.
/// </summary>
internal sealed class RelayBlocks : MemoryPool<byte>, IMemoryPoolFactory<byte>
{
    private const int BlockBytes = 16 * 1024;
    private const int MostKept = 1024;
    private readonly ConcurrentQueue<Block> _free = new();

    public override int MaxBufferSize => BlockBytes;

    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => this;

    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, BlockBytes);
        return _free.TryDequeue(out var block) ? block : new Block(this);
    }

    // It belongs to the process, not to one of the server's listeners.
    protected override void Dispose(bool disposing)
    {
    }

    private void Return(Block block)
    {
        if (_free.Count < MostKept) _free.Enqueue(block);
    }

    private sealed class Block(RelayBlocks home) : IMemoryOwner<byte>
    {
        public Memory<byte> Memory { get; } = GC.AllocateUninitializedArray<byte>(BlockBytes, pinned: true);

        public void Dispose() => home.Return(this);
    }
}
