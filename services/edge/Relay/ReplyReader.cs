using CodexPooler.Edge.Bodies;
using CodexPooler.Edge.Upstream;

namespace CodexPooler.Edge.Relay;

/// <summary>Reads an answer that is not a stream, up to a bound.</summary>
internal static class ReplyReader
{
    private const int FirstGuess = 16 * 1024;

    public static async Task<UpstreamReply> ReadAsync(
        HttpResponseMessage response, long longest, CancellationToken cancellationToken)
    {
        byte[] body = [];
        var state = ReplyState.Whole;
        try
        {
            if (await ReadBodyAsync(response.Content, longest, cancellationToken) is { } whole) body = whole;
            else state = ReplyState.TooLarge;
        }
        catch (Exception cause) when (cause is HttpRequestException or IOException)
        {
            state = ReplyState.Broken;
        }

        var told = response.Content.Headers.NonValidated.TryGetValues("Content-Type", out var types) ? types.ToString() : null;
        return new((int)response.StatusCode, told ?? "application/json", body, Crossing(response)) { State = state };
    }

    private static async Task<byte[]?> ReadBodyAsync(HttpContent content, long longest, CancellationToken cancellationToken)
    {
        var announced = content.Headers.ContentLength;
        if (announced > longest) return null;
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        using var body = new PooledBuffer((int)(announced ?? FirstGuess));
        while (true)
        {
            var read = await stream.ReadAsync(body.Free(), cancellationToken);
            if (read == 0) return body.Written.ToArray();
            body.Advance(read);
            if (body.Length > longest) return null;
        }
    }

    private static List<KeyValuePair<string, string>> Crossing(HttpResponseMessage response)
    {
        var crossing = new List<KeyValuePair<string, string>>();
        foreach (var header in response.Headers.NonValidated)
            if (UpstreamHeaders.Crosses(header.Key))
                crossing.Add(new(header.Key, header.Value.ToString()));
        return crossing;
    }
}
