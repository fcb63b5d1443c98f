using System.Net;

namespace CodexPooler.Edge.Upstream.Plain;

/// <summary>The body of an answer that arrives while it is read.</summary>
internal sealed class PlainContent : HttpContent
{
    /// <summary>Given once the head is read.</summary>
    public Stream Body { get; set; } = Stream.Null;

    protected override Task<Stream> CreateContentReadStreamAsync() => Task.FromResult(Body);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => Body.CopyToAsync(stream);

    protected override Task SerializeToStreamAsync(
        Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        Body.CopyToAsync(stream, cancellationToken);

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) Body.Dispose();
        base.Dispose(disposing);
    }
}
