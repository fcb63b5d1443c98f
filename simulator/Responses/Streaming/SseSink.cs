using System.Buffers;
using System.Text;
using CodexPooler.Simulator.Responses.Events;

namespace CodexPooler.Simulator.Responses.Streaming;

/// <summary>Server-sent events over an HTTP response.</summary>
internal sealed class SseSink(HttpContext context, string? delimiter) : IEventSink
{
    // Large enough that bursts cost few writes, small enough that ten thousand streams stay small.
    private const int FlushAt = 16 * 1024;

    public ValueTask WriteAsync(EventName name, ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        var body = context.Response.BodyWriter;
        if (delimiter is null or "lf")
        {
            var span = body.GetSpan(name.SseHead.Length + json.Length + 2);
            name.SseHead.CopyTo(span);
            json.Span.CopyTo(span[name.SseHead.Length..]);
            var length = name.SseHead.Length + json.Length;
            span[length] = span[length + 1] = (byte)'\n';
            body.Advance(length + 2);
        }
        else
        {
            body.Write(Frame(name, json).Span);
        }
        return body.UnflushedBytes >= FlushAt ? FlushAsync(cancellationToken) : ValueTask.CompletedTask;
    }

    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        await context.Response.BodyWriter.FlushAsync(cancellationToken);
        // After an abort the pipe swallows writes silently.
        context.RequestAborted.ThrowIfCancellationRequested();
    }

    public ReadOnlyMemory<byte> Frame(EventName name, ReadOnlyMemory<byte> json)
    {
        var line = delimiter switch { "cr" => "\r", "crlf" => "\r\n", _ => "\n" };
        return Encoding.UTF8.GetBytes($"event: {name.Text}{line}data: {Encoding.UTF8.GetString(json.Span)}{line}{line}");
    }

    public async ValueTask SendPartAsync(ReadOnlyMemory<byte> part, bool last, CancellationToken cancellationToken)
    {
        context.Response.BodyWriter.Write(part.Span);
        await FlushAsync(cancellationToken);
    }

    public async ValueTask CutAsync(bool reset, CancellationToken cancellationToken)
    {
        await context.Response.BodyWriter.FlushAsync(cancellationToken);
        if (reset) await ConnectionCut.ResetAsync(context, cancellationToken);
    }

    public ValueTask CloseAsync(int code, string? reason, CancellationToken cancellationToken) => CutAsync(reset: false, cancellationToken);
}
