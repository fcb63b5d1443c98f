using System.IO.Pipelines;
using CodexPooler.Edge.Bodies.Decoders;
using CodexPooler.Edge.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace CodexPooler.Edge.Bodies;

/// <summary>
/// Reads a body once into one piece of memory, and undoes its encodings within limits of size, growth and time.
/// </summary>
internal sealed class BodyReader(IOptions<BodyOptions> options, TimeProvider time)
{
    private const int Stride = 64 * 1024;
    private const int FirstGuess = 16 * 1024;

    // A tenth of a millisecond; longer work would hold up the thread that serves everybody else's sockets.
    private const int DecodedAtOnce = 128 * 1024;

    private static readonly ErrorCode Broken =
        ErrorCode.InvalidRequest with { Message = "compressed request body is invalid" };

    public async ValueTask<BodyOutcome> ReadAsync(HttpRequest request, BodyKind kind, CancellationToken cancellationToken)
    {
        var header = request.Headers.ContentEncoding;
        if (ContentEncodings.Parse(header) is not { } decoders) return ErrorCode.UnsupportedEncoding;
        if (kind == BodyKind.Json ? !IsJson(request.ContentType) : decoders.Count > 0) return ErrorCode.UnsupportedMedia;

        var limit = decoders.Count == 0 ? options.Value.MaxBytes : options.Value.MaxCompressedBytes;
        var tooLarge = decoders.Count == 0 ? ErrorCode.TooLarge : ErrorCode.CompressedTooLarge;
        if (request.ContentLength > limit) return tooLarge;

        var sent = new PooledBuffer((int)(request.ContentLength ?? FirstGuess));
        PooledBuffer? decoded = null;
        var kept = false;
        try
        {
            if (await FillAsync(request.BodyReader, sent, limit, tooLarge, cancellationToken) is { } refusal) return refusal;
            if (decoders.Count > 0 && sent.Length > 0)
            {
                decoded = new PooledBuffer(Math.Min(sent.Length * 4, options.Value.MaxBytes));
                var status = sent.Length <= DecodedAtOnce
                    ? Decode(decoders, sent, ref decoded)
                    : await Task.Run(() => Decode(decoders, sent, ref decoded), cancellationToken);
                if (Refusal(status) is { } problem) return problem;
            }

            kept = true;
            return new RequestBody(sent, decoded, decoders.Count == 0 ? null : header.ToString(), request.ContentType ?? "");
        }
        finally
        {
            if (!kept)
            {
                decoded?.Dispose();
                sent.Dispose();
            }
        }
    }

    private async ValueTask<ClientError?> FillAsync(
        PipeReader reader, PooledBuffer sent, int limit, ErrorCode tooLarge, CancellationToken cancellationToken)
    {
        ITimer? timer = null;
        var milestone = Stride;
        try
        {
            while (true)
            {
                var pending = reader.ReadAsync(cancellationToken);
                if (!pending.IsCompleted && timer is null)
                    timer = time.CreateTimer(static pipe => ((PipeReader)pipe!).CancelPendingRead(), reader,
                        options.Value.Timeout, Timeout.InfiniteTimeSpan);
                var read = await pending;
                if (sent.Length + read.Buffer.Length > limit) return Leave(reader, read, tooLarge);
                sent.Append(read.Buffer);
                reader.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted) return null;
                if (read.IsCanceled) return new(ErrorCode.BodyTimeout);
                if (sent.Length < milestone) continue;
                milestone = sent.Length + Stride;
                timer?.Change(options.Value.Timeout, Timeout.InfiniteTimeSpan);
            }
        }
        catch (BadHttpRequestException cause)
        {
            var code = cause.StatusCode switch
            {
                StatusCodes.Status408RequestTimeout => ErrorCode.BodyTimeout,
                StatusCodes.Status413PayloadTooLarge => tooLarge,
                _ => ErrorCode.InvalidRequest with { Message = "the request body is broken" },
            };
            return new(code);
        }
        finally
        {
            if (timer is not null) await timer.DisposeAsync();
        }
    }

    private static ClientError Leave(PipeReader reader, ReadResult read, ErrorCode code)
    {
        reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        return new(code);
    }

    /// <summary>Undoes layer by layer; a layer's input is given back as soon as the next one is there.</summary>
    private DecodeStatus Decode(IReadOnlyList<IBodyDecoder> decoders, PooledBuffer sent, ref PooledBuffer? decoded)
    {
        var budget = new DecodeBudget(options.Value, sent.Length, time);
        var status = decoders[0].Decode(sent.Written, budget, decoded!);
        foreach (var decoder in decoders.Skip(1))
        {
            if (status != DecodeStatus.Decoded) break;
            using var packed = decoded!;
            decoded = new PooledBuffer(packed.Length);
            status = decoder.Decode(packed.Written, budget, decoded);
        }

        return status;
    }

    private static ErrorCode? Refusal(DecodeStatus status) => status switch
    {
        DecodeStatus.Decoded => null,
        DecodeStatus.TooLarge => ErrorCode.TooLarge,
        DecodeStatus.RatioExceeded => ErrorCode.RatioExceeded,
        DecodeStatus.TooSlow => ErrorCode.DecodingTimeout,
        _ => Broken,
    };

    private static bool IsJson(string? contentType)
    {
        var media = contentType.AsSpan();
        if (media.IndexOf(';') is >= 0 and var end) media = media[..end];
        media = media.Trim();
        return media.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || (media.StartsWith("application/", StringComparison.OrdinalIgnoreCase)
                && media.EndsWith("+json", StringComparison.OrdinalIgnoreCase));
    }
}
