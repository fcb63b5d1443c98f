using System.Buffers;
using System.IO.Pipelines;
using CodexPooler.Edge.Errors;
using Microsoft.AspNetCore.Http;

namespace CodexPooler.Edge.Relay;

/// <summary>The client's side of a streamed turn. Relay and keep-alive take turns at the writer.</summary>
internal sealed class ClientStream(HttpContext http)
{
    private static readonly byte[] KeepAlive = "event: keepalive\ndata: {\"type\":\"keepalive\"}\n\n"u8.ToArray();
    private readonly WriteTurn _turn = new();

    /// <summary>Status and headers are gone: from here on errors travel inside the stream.</summary>
    public bool Started { get; private set; }

    /// <summary>Something the upstream said has been written.</summary>
    public bool Visible { get; private set; }

    public CancellationToken Gone => http.RequestAborted;

    private PipeWriter Writer => field ??= http.Response.BodyWriter;

    public void Start<TState>(TState state, Action<TState, IHeaderDictionary> headers)
    {
        // A keep-alive may begin the answer while the relay is about to. A lock of its own would cost every stream memory.
        lock (_turn)
        {
            if (Started) return;
            http.Response.StatusCode = StatusCodes.Status200OK;
            headers(state, http.Response.Headers);
            http.Response.ContentType = "text/event-stream";
            http.Response.Headers.CacheControl = "no-cache";
            Started = true;
        }
    }

    public async ValueTask WriteAsync(
        ReadOnlyMemory<byte> held, ReadOnlyMemory<byte> bytes, bool flush, CancellationToken cancellationToken)
    {
        await _turn.EnterAsync(cancellationToken);
        try
        {
            Visible = true;
            if (held.Length > 0) Writer.Write(held.Span);
            Writer.Write(bytes.Span);
            if (flush) await Writer.FlushAsync(cancellationToken);
        }
        finally
        {
            _turn.Leave();
        }
    }

    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        await _turn.EnterAsync(cancellationToken);
        try
        {
            await Writer.FlushAsync(cancellationToken);
        }
        finally
        {
            _turn.Leave();
        }
    }

    /// <summary>An event the client counts as activity; comments would not do.</summary>
    public async Task KeepAliveAsync(Func<bool> stillSilent, IAnswerOpening? opening = null)
    {
        if (!_turn.TryEnter()) return;
        try
        {
            if (!stillSilent()) return;
            if (!Started) opening?.OnWaiting();
            if (Started) await Writer.WriteAsync(KeepAlive, Gone);
        }
        catch (OperationCanceledException)
        {
            // The client left; the relay notices by itself.
        }
        finally
        {
            _turn.Leave();
        }
    }

    /// <summary>The honest end of a stream that cannot be completed.</summary>
    public async Task FailAsync(ClientError error, bool insideEvent)
    {
        await _turn.EnterAsync(Gone);
        try
        {
            if (insideEvent) Writer.Write("\n\n"u8);
            Writer.Write("event: response.failed\ndata: "u8);
            Writer.Write(ErrorEnvelope.FailedEvent(error).Span);
            Writer.Write("\n\n"u8);
            await Writer.FlushAsync(Gone);
        }
        finally
        {
            _turn.Leave();
        }
    }
}
