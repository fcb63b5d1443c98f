using System.Buffers;
using System.IO.Pipelines;
using CodexPooler.Grpc.Wire;

namespace CodexPooler.Grpc.Server;

/// <summary>Reads framed messages from a request body, one by one and only when asked: the window is the bound.</summary>
internal sealed class PipeMessageReader<T>(PipeReader pipe, FrameDecoder<T> decoder) where T : class
{
    public async ValueTask<T?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var result = await pipe.ReadAsync(cancellationToken);
                var buffer = result.Buffer;
                if (TryDecode(ref buffer, out var message))
                {
                    pipe.AdvanceTo(buffer.Start);
                    return message;
                }

                pipe.AdvanceTo(buffer.Start, buffer.End);
                if (result.IsCanceled) throw new OperationCanceledException();
                if (!result.IsCompleted) continue;
                return buffer.IsEmpty ? null : throw Failure.Internal("The request ended within a message.");
            }
        }
        catch (IOException fault)
        {
            throw new ClientGoneException(fault);
        }
    }

    public async ValueTask<T> ReadSingleAsync(CancellationToken cancellationToken)
    {
        T? message = null;
        try
        {
            while (true)
            {
                var result = await pipe.ReadAsync(cancellationToken);
                var buffer = result.Buffer;
                if (message is null) TryDecode(ref buffer, out message);
                var isRest = !buffer.IsEmpty;
                pipe.AdvanceTo(buffer.Start, buffer.End);
                if (isRest && message is not null)
                    throw Failure.Internal("The request holds more than one message; this method takes one.");
                if (result.IsCanceled) throw new OperationCanceledException();
                if (!result.IsCompleted) continue;
                return message ?? throw Failure.Internal(
                    isRest ? "The request ended within a message." : "The request ended without a message.");
            }
        }
        catch (IOException fault)
        {
            throw new ClientGoneException(fault);
        }
    }

    private bool TryDecode(ref ReadOnlySequence<byte> buffer, out T? message)
    {
        message = null;
        if (!FrameHeader.TryRead(buffer, decoder.MaxSize, out var header)) return false;
        if (buffer.Length - WireNames.FrameHeaderLength < header.Length) return false;
        var payload = buffer.Slice(WireNames.FrameHeaderLength, header.Length);
        message = decoder.Decode(header.Compressed, payload);
        buffer = buffer.Slice(payload.End);
        return true;
    }
}
