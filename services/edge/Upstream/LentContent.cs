using System.Net;

namespace CodexPooler.Edge.Upstream;

/// <summary>A request's body for the framework's client. It tells when nothing reads the memory any more.</summary>
internal sealed class LentContent(UpstreamRequest request) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(
        Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(request.Body, cancellationToken);
        request.IsSent = true;
    }

    protected override bool TryComputeLength(out long length)
    {
        length = request.Body.Length;
        return true;
    }
}
