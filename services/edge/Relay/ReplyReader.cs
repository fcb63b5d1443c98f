using CodexPooler.Edge.Bodies;
using CodexPooler.Edge.Upstream;

namespace CodexPooler.Edge.Relay;

/// <summary>Reads an answer that is not a stream, up to a bound.</summary>
internal static class ReplyReader
{
    private const int FirstGuess = 16 * 1024;

    public static Task<UpstreamReply> ReadAsync(
        HttpResponseMessage response, long longest, CancellationToken cancellationToken) =>
        ReadAsync(UpstreamAnswer.Of(response), longest, cancellationToken);

    public static async Task<UpstreamReply> ReadAsync(
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
        using var body = new PooledBuffer((int)(announced ?? FirstGuess));
        while (true)
        {
            var read = await stream.ReadAsync(body.Free(), cancellationToken);
            if (read == 0) return body.Written.ToArray();
            body.Advance(read);
            if (body.Length > longest) return null;
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
