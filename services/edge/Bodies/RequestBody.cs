namespace CodexPooler.Edge.Bodies;

/// <summary>
/// A request's bytes as they were sent and as they read, in rented memory: whoever forwards it disposes it as soon as nothing can
/// be sent a second time.
/// </summary>
internal sealed class RequestBody(PooledBuffer sent, PooledBuffer? decoded, string? encoding, string contentType) : IDisposable
{
    private PooledBuffer? _sent = sent;
    private PooledBuffer? _decoded = decoded;

    /// <summary>The bytes of the request, still compressed if they came so.</summary>
    public ReadOnlyMemory<byte> Sent => (_sent ?? throw new ObjectDisposedException(nameof(RequestBody))).Written;

    public ReadOnlyMemory<byte> Decoded => _decoded?.Written ?? Sent;

    /// <summary>The `Content-Encoding` that goes with <see cref="Sent"/>; null when there is none.</summary>
    public string? Encoding { get; } = encoding;

    public string ContentType { get; } = contentType;

    /// <summary>Nobody reads what was unpacked any more, and nothing of it is edited: only what came is forwarded.</summary>
    public void ForgetDecoded() => Interlocked.Exchange(ref _decoded, null)?.Dispose();

    public void Dispose()
    {
        Interlocked.Exchange(ref _decoded, null)?.Dispose();
        Interlocked.Exchange(ref _sent, null)?.Dispose();
    }
}
