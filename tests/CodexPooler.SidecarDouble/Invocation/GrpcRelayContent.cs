using System.Net;

namespace CodexPooler.SidecarDouble.Invocation;

/// <summary>The caller's messages on their way to the callee, flushed as they come.</summary>
internal sealed class GrpcRelayContent(
    Stream source, GrpcFrameMeter meter, Func<GrpcFrameMeter, bool, GrpcStatus?> judge) : HttpContent
{
    /// <summary>Why the relay stopped, when the sidecar itself stopped it.</summary>
    public GrpcStatus? Refused { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(
        Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        // Headers first: a duplex callee answers before the first message.
        await stream.FlushAsync(cancellationToken);
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await source.ReadAsync(buffer, cancellationToken)) > 0)
        {
            Refused = judge(meter, meter.Accept(buffer.AsSpan(0, read)));
            if (Refused is not null)
                throw new IOException("refused by the sidecar");
            await stream.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            await stream.FlushAsync(cancellationToken);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
