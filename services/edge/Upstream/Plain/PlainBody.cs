namespace CodexPooler.Edge.Upstream.Plain;

/// <summary>
/// An answer's body as it arrives, read straight into the reader's memory. At its end the connection goes home; left before
/// it, the connection is closed.
/// </summary>
/// <param name="home">Null when the connection serves no other request.</param>
internal sealed class PlainBody(PlainConnection connection, IBodyFraming framing, PlainPool? home) : Stream
{
    private PlainConnection? _connection = connection;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (framing.IsEnded) Finish(reusable: true);
        if (_connection is not { } open) return new(0);
        if (!buffer.IsEmpty) return FillAsync(open, buffer, cancellationToken);
        return open.HasAhead ? new(0) : open.ReadAsync(buffer, cancellationToken);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) Interlocked.Exchange(ref _connection, null)?.Dispose();
        base.Dispose(disposing);
    }

    private async ValueTask<int> FillAsync(PlainConnection open, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (true)
        {
            var received = open.TakeAhead(buffer.Span);
            if (received == 0) received = await open.ReadAsync(buffer, cancellationToken);
            if (received == 0)
            {
                if (!framing.EndsWithConnection) throw new IOException("The upstream closed the connection amid its answer.");
                Finish(reusable: false);
                return 0;
            }

            var read = framing.Decode(buffer.Span[..received], out var used);
            // More than was asked for belongs to nobody.
            if (framing.IsEnded) Finish(reusable: used == received && !open.HasAhead);
            if (read > 0 || framing.IsEnded) return read;
        }
    }

    private void Finish(bool reusable)
    {
        if (Interlocked.Exchange(ref _connection, null) is not { } done) return;
        if (reusable && home is not null) home.Put(done);
        else done.Dispose();
    }
}
