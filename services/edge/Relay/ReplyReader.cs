using CodexPooler.Edge.Bodies;
using CodexPooler.Edge.Upstream;

namespace CodexPooler.Edge.Relay;

/// <summary>Reads an answer that is not a stream, up to a bound.</summary>
internal static class ReplyReader
{
    private const int FirstGuess = 16 * 1024;
    private const int Small = 64 * 1024;

    public static ValueTask<UpstreamReply> ReadAsync(
        HttpResponseMessage response, long longest, CancellationToken cancellationToken) =>
        ReadAsync(UpstreamAnswer.Of(response), longest, cancellationToken);

    public static async ValueTask<UpstreamReply> ReadAsync(
        UpstreamAnswer answer, long longest, CancellationToken cancellationToken)
    {
        byte[] body = [];
        var state = ReplyState.Whole;
        try
        {
            if (await ReadBodyAsync(answer, longest, cancellationToken) is { } whole) body = whole;
            else state = ReplyState.TooLarge;
        }
        catch (Exception cause) when (cause is HttpRequestException or IOException)
        {
            state = ReplyState.Broken;
        }

        return new(answer.Status, answer.Value("content-type") ?? "application/json", body, Crossing(answer)) { State = state };
    }

    private static async ValueTask<byte[]?> ReadBodyAsync(
        UpstreamAnswer answer, long longest, CancellationToken cancellationToken)
    {
        var announced = answer.Length;
        if (announced > longest) return null;
        await using var stream = answer.Body;
        if (announced is > 0 and <= Small) return await ReadWholeAsync(stream, (int)announced, cancellationToken);
        using var body = new PooledBuffer((int)(announced ?? FirstGuess));
        while (true)
        {
            var read = await stream.ReadAsync(body.Free(), cancellationToken);
            if (read == 0) return body.Written.ToArray();
            body.Advance(read);
            if (body.Length > longest) return null;
        }
    }

    // What is announced and small is read where it stays.
    private static async ValueTask<byte[]> ReadWholeAsync(Stream stream, int length, CancellationToken cancellationToken)
    {
        var body = new byte[length];
        var filled = 0;
        while (filled < length && await stream.ReadAsync(body.AsMemory(filled), cancellationToken) is > 0 and var read)
            filled += read;
        return filled == length ? body : body[..filled];
    }

    private static KeyValuePair<string, string>[] Crossing(UpstreamAnswer answer)
    {
        List<KeyValuePair<string, string>>? crossing = null;
        foreach (var header in answer.Headers)
            if (UpstreamHeaders.Crosses(header.Key) && !header.Key.Equals("content-type", StringComparison.OrdinalIgnoreCase))
                (crossing ??= []).Add(header);
        return crossing?.ToArray() ?? [];
    }
}
