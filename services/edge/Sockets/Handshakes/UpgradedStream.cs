using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace CodexPooler.Edge.Sockets.Handshakes;

/// <summary>
/// A client's connection that speaks HTTP no longer. The server's own stream for it leads every byte through four layers that
/// are there for requests and answers.
/// </summary>
internal sealed class UpgradedStream(IDuplexPipe connection) : Stream
{
    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>With nowhere to put them, waits for bytes.</summary>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!connection.Input.TryRead(out var there)) return WaitAsync(buffer, cancellationToken);
        if (!there.IsCanceled) return new(Take(there, buffer.Span));
        connection.Input.AdvanceTo(there.Buffer.Start);
        return WaitAsync(buffer, cancellationToken);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var written = connection.Output.WriteAsync(buffer, cancellationToken);
        if (!written.IsCompletedSuccessfully) return SentAsync(written);
        ThrowIfGone(written.Result);
        return default;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
        // Every write is sent.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> WaitAsync(Memory<byte> into, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await connection.Input.ReadAsync(cancellationToken);
            // A server that stops wakes whoever reads, to end at once; a socket says goodbye in its own time.
            if (!read.IsCanceled) return Take(read, into.Span);
            connection.Input.AdvanceTo(read.Buffer.Start);
        }
    }

    private int Take(ReadResult result, Span<byte> into)
    {
        var bytes = result.Buffer;
        var count = (int)Math.Min(bytes.Length, into.Length);
        // Of several pieces an empty one may end behind the first.
        var end = count == 0 ? bytes.Start : bytes.GetPosition(count);
        bytes.Slice(0, end).CopyTo(into);
        connection.Input.AdvanceTo(end);
        return count;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private static async ValueTask SentAsync(ValueTask<FlushResult> written) => ThrowIfGone(await written);

    private static void ThrowIfGone(FlushResult result)
    {
        if (result.IsCanceled) throw new OperationCanceledException();
        if (result.IsCompleted) throw new IOException("The client has left.");
    }
}
