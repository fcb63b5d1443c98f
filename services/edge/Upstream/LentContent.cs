using System.Net;

namespace CodexPooler.Edge.Upstream;

/// <summary>A request's body in memory that is given back early: it knows when nothing reads it any more.</summary>
internal sealed class LentContent(ReadOnlyMemory<byte> body) : HttpContent
{
    public ReadOnlyMemory<byte> Body => body;

    /// <summary>Every byte has been handed to the connection.</summary>
    public bool IsSent { get; set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(
        Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(body, cancellationToken);
        IsSent = true;
    }

    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return true;
    }
}
