using CodexPooler.Grpc.Client;
using CodexPooler.Grpc.Server;
using CodexPooler.Grpc.Wire;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Grpc.InProcess;

internal sealed class InProcessServedCall : ServedCall
{
    private readonly Lock _gate = new();
    private readonly InProcessTransport _transport;
    private readonly ClientCall _client;
    private readonly IResponseHead _head;
    private CancellationTokenSource? _aborted;
    private AsyncServiceScope? _scope;

    public InProcessServedCall(
        InProcessTransport transport, BoundMethod method, Metadata headers, ClientCall client, IResponseHead head)
        : base(method.Definition, method.Settings, transport.Time)
    {
        (_transport, _client, _head) = (transport, client, head);
        RequestHeadersCore = headers;
        ExpectDeadline(client.Deadline);
    }

    public override IServiceProvider Services => (_scope ??= _transport.Scopes.CreateAsyncScope()).ServiceProvider;

    protected override CancellationToken Aborted => _aborted!.Token;

    // A handler that answers from memory never asks.
    protected override CancellationToken CancellationTokenCore
    {
        get
        {
            lock (_gate)
            {
                if (_aborted is null)
                {
                    _aborted = CancellationTokenSource.CreateLinkedTokenSource(_client.Token, _transport.Stopping);
                    ArmDeadline();
                }
            }

            return base.CancellationTokenCore;
        }
    }

    protected override string HostCore => "in-process";

    protected override string PeerCore => "inproc";

    protected override Metadata RequestHeadersCore { get; }

    protected override AuthContext AuthContextCore => PeerIdentity.Anonymous;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_scope is { } scope) await scope.DisposeAsync();
        _aborted?.Dispose();
    }

    protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders)
    {
        ArgumentNullException.ThrowIfNull(responseHeaders);
        if (!_head.SendHeaders(Carried(responseHeaders)))
            throw new InvalidOperationException("The response headers were already sent.");
        return Task.CompletedTask;
    }

    // The client's own deadline ends the call on its side; the handler learns by its token.
    protected override void OnDeadline()
    {
    }

    public static Metadata Carried(Metadata? sent)
    {
        if (sent is null or { Count: 0 }) return Metadata.Empty;
        var carried = new Metadata();
        foreach (var entry in sent)
        {
            if (!MetadataCodec.IsReserved(entry.Key)) carried.Add(entry);
        }

        return carried.Freeze();
    }
}
