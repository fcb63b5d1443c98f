namespace CodexPooler.Edge.Relay;

/// <summary>Reads an answer that is not a stream, up to a bound.</summary>
internal static class ReplyReader
{
    private const int Longest = 64 * 1024 * 1024;

    public static async Task<UpstreamReply> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        byte[] body;
        try
        {
            await response.Content.LoadIntoBufferAsync(Longest, cancellationToken);
            body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        }
        catch (Exception cause) when (cause is HttpRequestException or IOException)
        {
            // A broken body still has a status, which says enough for the next step.
            body = [];
        }

        var headers = response.Headers.NonValidated.Select(header => KeyValuePair.Create(header.Key, header.Value.ToString()));
        return new((int)response.StatusCode, response.Content.Headers.ContentType?.ToString() ?? "application/json", body, [.. headers]);
    }
}
