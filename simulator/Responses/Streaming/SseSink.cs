using System.Buffers;
using System.Text;
using CodexPooler.Simulator.Responses.Events;

namespace CodexPooler.Simulator.Responses.Streaming;

/// <summary>Server-sent events over an HTTP response.</summary>
internal sealed class SseSink(HttpContext context, string? delimiter) : IEventSink
{
    // Large enough that bursts cost few writes, small enough that ten thousand streams stay small.
    private const int FlushAt = 16 * 1024;

    // The body writer costs more an event than the event itself, so it is given many at once.
    private readonly ArrayBufferWriter<byte> _pending = new(512);

    public ValueTask WriteAsync(EventName name, ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        if (delimiter is null or "lf")
        {
            var span = _pending.GetSpan(name.SseHead.Length + json.Length + 2);
            name.SseHead.CopyTo(span);
            json.Span.CopyTo(span[name.SseHead.Length..]);
            var length = name.SseHead.Length + json.Length;
            span[length] = span[length + 1] = (byte)'\n';
            _pending.Advance(length + 2);
        }
        else
        {
            _pending.Write(Frame(name, json).Span);
        }
        return _pending.WrittenCount >= FlushAt ? FlushAsync(cancellationToken) : ValueTask.CompletedTask;
    }

    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        context.Response.BodyWriter.Write(_pending.WrittenSpan);
        _pending.ResetWrittenCount();
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
        _pending.Write(part.Span);
        await FlushAsync(cancellationToken);
    }

    public async ValueTask CutAsync(bool reset, CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken);
        if (reset) await ConnectionCut.ResetAsync(context, cancellationToken);
    }

    public ValueTask CloseAsync(int code, string? reason, CancellationToken cancellationToken) =>
        CutAsync(reset: false, cancellationToken);
}
