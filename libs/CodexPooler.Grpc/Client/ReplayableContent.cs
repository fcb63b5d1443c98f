using System.Net;
using System.Net.Http.Headers;
using CodexPooler.Grpc.Wire;

namespace CodexPooler.Grpc.Client;

/// <summary>A request body that can be sent again as long as nothing of it was taken by a server.</summary>
internal abstract class ReplayableContent : HttpContent
{
    private static readonly MediaTypeHeaderValue GrpcType = new(WireNames.ContentType);

    protected ReplayableContent() => Headers.ContentType = GrpcType;

    public abstract bool CanReplay { get; }

    /// <summary>The call is over: nothing more will be sent.</summary>
    public abstract void Release();

    protected sealed override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected abstract override Task SerializeToStreamAsync(
        Stream stream, TransportContext? context, CancellationToken cancellationToken);

    protected sealed override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
