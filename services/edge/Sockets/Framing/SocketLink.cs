using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace CodexPooler.Edge.Sockets.Framing;

/// <summary>
/// One WebSocket connection over a stream that was upgraded, as its server or its client. Own framing because messages pass by
/// unchanged: what has arrived together is written together, which the platform's WebSocket does not do (measured: a fifth of
/// its processor time for answers of many small frames).
/// </summary>
internal sealed class SocketLink(Stream stream, bool isServer, MessageInflater? inflater, int longestMessage) : IAsyncDisposable
{
    private readonly FrameReader _reader = new(masked: isServer, inflater is not null, longestMessage);
    private readonly FrameWriter _writer = new(stream, masks: !isServer);

    /// <summary>Hears of pongs, with their payload.</summary>
    public Action<ReadOnlyMemory<byte>>? OnPong { get; set; }

    public int Unflushed => _writer.Pending;

    /// <summary>Reads until the connection ends.</summary>
    public async Task<LinkEnd> RunAsync(ILinkListener listener, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                _reader.Rest();
                // Nothing is borrowed while the peer is silent. Where a read was filled, more is there.
                var ready = _reader.WasFilled ? default : stream.ReadAsync(Memory<byte>.Empty, cancellationToken);
                if (!ready.IsCompletedSuccessfully) await listener.OnPauseAsync(cancellationToken);
                await ready;
                var reading = stream.ReadAsync(_reader.Room(), cancellationToken);
                if (!reading.IsCompletedSuccessfully) await listener.OnPauseAsync(cancellationToken);
                var read = await reading;
                if (read == 0) return LinkEnd.Ended;
                _reader.Advance(read);
                while (true)
                {
                    if (_reader.TakePassing(listener) is { IsEmpty: false } passing)
                    {
                        var passed = listener.OnPassingAsync(passing, cancellationToken);
                        if (!passed.IsCompletedSuccessfully) await passed;
                    }

                    if (!_reader.TryRead(out var message)) break;
                    if (message is { Opcode: Opcode.Text, Compressed: false } && !isServer)
                    {
                        // Most of an answer: not worth a state machine of its own.
                        var taken = listener.OnMessageAsync(message.Payload, message.Frame, cancellationToken);
                        if (!taken.IsCompletedSuccessfully) await taken;
                        continue;
                    }

                    if (await TakeAsync(message, listener, cancellationToken) is { } end) return end;
                }
            }
        }
        catch (FrameException broken)
        {
            return new(broken.Code, broken.Message);
        }
        catch (Exception cause) when (IsLoss(cause))
        {
            return LinkEnd.Dropped;
        }
    }

    /// <summary>Lets the peer have what was written before the connection is cut, which could overtake it.</summary>
    public async Task LingerAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await stream.ReadAsync(_reader.Scratch(), cancellationToken) > 0)
            {
            }
        }
        catch (Exception cause) when (IsLoss(cause))
        {
            // Over.
        }
    }

    /// <summary>Gathers a text message; <see cref="FlushAsync"/> sends it.</summary>
    public void Append(ReadOnlySpan<byte> text) => _writer.Append(Opcode.Text, text);

    /// <summary>Gathers text messages that are frames already; only a server's can pass unchanged.</summary>
    public void AppendFrames(ReadOnlySpan<byte> frames) => _writer.Append(frames);

    /// <exception cref="IOException">The peer is gone.</exception>
    public ValueTask FlushAsync(CancellationToken cancellationToken) => _writer.FlushAsync(cancellationToken);

    public ValueTask SendAsync(ReadOnlyMemory<byte> text, CancellationToken cancellationToken)
    {
        Append(text.Span);
        return FlushAsync(cancellationToken);
    }

    public async Task PingAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        _writer.Append(Opcode.Ping, payload.Span);
        await TryFlushAsync(cancellationToken);
    }

    /// <summary>Says goodbye once; whatever was written before goes out first.</summary>
    public async Task CloseAsync(int code, string reason, CancellationToken cancellationToken)
    {
        Close(code, reason);
        await TryFlushAsync(cancellationToken);
    }

    /// <summary>Whether an exception is how a lost or cancelled connection shows.</summary>
    public static bool IsLoss(Exception cause) =>
        cause is IOException or OperationCanceledException or HttpRequestException or InvalidOperationException;

    public async ValueTask DisposeAsync()
    {
        await stream.DisposeAsync();
        _reader.Dispose();
        _writer.Dispose();
    }

    private async ValueTask<LinkEnd?> TakeAsync(
        SocketMessage message, ILinkListener listener, CancellationToken cancellationToken)
    {
        switch (message.Opcode)
        {
            case Opcode.Text:
                await TextAsync(message, listener, cancellationToken);
                return null;
            case Opcode.Ping:
                _writer.Append(Opcode.Pong, message.Payload.Span);
                await FlushAsync(cancellationToken);
                return null;
            case Opcode.Pong:
                OnPong?.Invoke(message.Payload);
                return null;
            case Opcode.Close:
                var code = CodeOf(message.Payload.Span);
                await CloseAsync(code == CloseCode.NoStatus ? CloseCode.Normal : code, "", cancellationToken);
                return new(code);
            default:
                throw new FrameException(CloseCode.UnsupportedData, "binary messages are not supported");
        }
    }

    private async ValueTask TextAsync(SocketMessage message, ILinkListener listener, CancellationToken cancellationToken)
    {
        using var plain = message.Compressed ? inflater!.Inflate(message.Payload.Span) : null;
        var text = plain?.Written ?? message.Payload;
        if (isServer && !Utf8.IsValid(text.Span)) throw new FrameException(CloseCode.InvalidText, "the text is not UTF-8");
        await listener.OnMessageAsync(text, default, cancellationToken);
    }

    private void Close(int code, string reason)
    {
        Span<byte> payload = stackalloc byte[2 + 123];
        BinaryPrimitives.WriteUInt16BigEndian(payload, (ushort)code);
        var length = Encoding.UTF8.TryGetBytes(reason, payload[2..], out var written) ? written : 0;
        _writer.Append(Opcode.Close, payload[..(2 + length)]);
    }

    private async Task TryFlushAsync(CancellationToken cancellationToken)
    {
        try
        {
            await FlushAsync(cancellationToken);
        }
        catch (Exception cause) when (IsLoss(cause))
        {
            // The reader notices by itself.
        }
    }

    private static int CodeOf(ReadOnlySpan<byte> payload)
    {
        if (payload.IsEmpty) return CloseCode.NoStatus;
        var code = payload.Length >= 2 ? BinaryPrimitives.ReadUInt16BigEndian(payload) : 0;
        return CloseCode.MayBeSent(code) && Utf8.IsValid(payload[2..])
            ? code
            : throw new FrameException(CloseCode.ProtocolError, "broken close frame");
    }
}
