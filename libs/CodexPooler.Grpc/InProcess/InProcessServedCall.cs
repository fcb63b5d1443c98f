using CodexPooler.Grpc.Server;
using CodexPooler.Grpc.Wire;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Grpc.InProcess;

internal sealed class InProcessServedCall : ServedCall
{
    private readonly InProcessTransport _transport;
    private readonly CancellationTokenSource _aborted;
    private readonly Func<Metadata, bool> _sendHeaders;
    private AsyncServiceScope? _scope;

    public InProcessServedCall(
        InProcessTransport transport, BoundMethod method, Metadata headers, DateTime deadline,
        Func<Metadata, bool> sendHeaders, CancellationToken clientToken)
        : base(method.Definition, method.Settings, transport.Time)
    {
        _transport = transport;
        _sendHeaders = sendHeaders;
        _aborted = CancellationTokenSource.CreateLinkedTokenSource(clientToken, transport.Stopping);
        RequestHeadersCore = headers;
        ArmDeadline(deadline);
    }

    public override IServiceProvider Services => (_scope ??= _transport.Scopes.CreateAsyncScope()).ServiceProvider;

    protected override CancellationToken Aborted => _aborted.Token;

    protected override string HostCore => "in-process";

    protected override string PeerCore => "inproc";

    protected override Metadata RequestHeadersCore { get; }

    protected override AuthContext AuthContextCore => PeerIdentity.Anonymous;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_scope is { } scope) await scope.DisposeAsync();
        _aborted.Dispose();
    }

    protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders)
    {
        ArgumentNullException.ThrowIfNull(responseHeaders);
        if (!_sendHeaders(Carried(responseHeaders)))
            throw new InvalidOperationException("The response headers were already sent.");
        return Task.CompletedTask;
    }

    // The client's own deadline ends the call on its side; the handler learns by its token.
    protected override void OnDeadline()
    {
    }

    public static Metadata Carried(Metadata? sent)
    {
        var carried = new Metadata();
        foreach (var entry in sent ?? Metadata.Empty)
        {
            if (!MetadataCodec.IsReserved(entry.Key)) carried.Add(entry);
        }

        return carried.Freeze();
    }
}
