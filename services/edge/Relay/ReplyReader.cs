using CodexPooler.Edge.Bodies;
using CodexPooler.Edge.Upstream;

namespace CodexPooler.Edge.Relay;

/// <summary>Reads an answer that is not a stream, up to a bound.</summary>
internal static class ReplyReader
{
    private const int FirstGuess = 16 * 1024;

    public static ValueTask<UpstreamReply> ReadAsync(
        HttpResponseMessage response, long longest, CancellationToken cancellationToken) =>
        ReadAsync(UpstreamAnswer.Of(response), longest, cancellationToken);

    public static async ValueTask<UpstreamReply> ReadAsync(
        UpstreamAnswer answer, long longest, CancellationToken cancellationToken)
    {
        PooledBuffer? body = null;
        var state = ReplyState.Whole;
        try
        {
            body = await ReadBodyAsync(answer, longest, cancellationToken);
            if (body is null) state = ReplyState.TooLarge;
        }
        catch (Exception cause) when (cause is HttpRequestException or IOException)
        {
            state = ReplyState.Broken;
        }

        return new(answer.Status, answer.Value("content-type") ?? "application/json", body?.Written ?? default, Crossing(answer))
        {
            State = state,
            Lent = body,
        };
    }

    // Null when it is longer than it may be.
    private static async ValueTask<PooledBuffer?> ReadBodyAsync(
        UpstreamAnswer answer, long longest, CancellationToken cancellationToken)
    {
        var announced = answer.Length;
        if (announced > longest) return null;
        await using var stream = answer.Body;
        var body = new PooledBuffer((int)(announced ?? FirstGuess));
        PooledBuffer? whole = null;
        try
        {
            while (body.Length <= longest)
            {
                var read = body.Length == announced ? 0 : await stream.ReadAsync(body.Free(), cancellationToken);
                if (read == 0) return whole = body;
                body.Advance(read);
            }

            return null;
        }
        finally
        {
            if (whole is null) body.Dispose();
        }
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
