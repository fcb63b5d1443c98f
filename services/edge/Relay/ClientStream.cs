using System.Buffers;
using System.IO.Pipelines;
using CodexPooler.Edge.Errors;
using Microsoft.AspNetCore.Http;

namespace CodexPooler.Edge.Relay;

/// <summary>The client's side of a streamed turn. Relay and keep-alive take turns at the writer.</summary>
internal sealed class ClientStream(HttpContext http) : IDisposable
{
    private static readonly byte[] KeepAlive = "event: keepalive\ndata: {\"type\":\"keepalive\"}\n\n"u8.ToArray();
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Lock _starting = new();
    private readonly PipeWriter _writer = http.Response.BodyWriter;

    /// <summary>Status and headers are gone: from here on errors travel inside the stream.</summary>
    public bool Started { get; private set; }

    /// <summary>Something the upstream said has been written.</summary>
    public bool Visible { get; private set; }

    public CancellationToken Gone => http.RequestAborted;

    public void Start(Action<IHeaderDictionary> headers)
    {
        // A keep-alive may begin the answer while the relay is about to.
        lock (_starting)
        {
            if (Started) return;
            http.Response.StatusCode = StatusCodes.Status200OK;
            headers(http.Response.Headers);
            http.Response.ContentType = "text/event-stream";
            http.Response.Headers.CacheControl = "no-cache";
            Started = true;
        }
    }

    public async ValueTask WriteAsync(
        ReadOnlyMemory<byte> held, ReadOnlyMemory<byte> bytes, bool flush, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            Visible = true;
            if (held.Length > 0) _writer.Write(held.Span);
            _writer.Write(bytes.Span);
            if (flush) await _writer.FlushAsync(cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await _writer.FlushAsync(cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>An event the client counts as activity; comments would not do.</summary>
    public async Task KeepAliveAsync(Func<bool> stillSilent, Action? starting = null)
    {
        if (!await _turn.WaitAsync(0)) return;
        try
        {
            if (!stillSilent()) return;
            if (!Started) starting?.Invoke();
            if (Started) await _writer.WriteAsync(KeepAlive, Gone);
        }
        catch (OperationCanceledException)
        {
            // The client left; the relay notices by itself.
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The honest end of a stream that cannot be completed.</summary>
    public async Task FailAsync(ClientError error, bool insideEvent)
    {
        await _turn.WaitAsync(Gone);
        try
        {
            if (insideEvent) _writer.Write("\n\n"u8);
            _writer.Write("event: response.failed\ndata: "u8);
            _writer.Write(ErrorEnvelope.FailedEvent(error).Span);
            _writer.Write("\n\n"u8);
            await _writer.FlushAsync(Gone);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
