namespace CodexPooler.Edge.Relay;

/// <summary>Reads an answer that is not a stream, up to a bound.</summary>
internal static class ReplyReader
{
    public static async Task<UpstreamReply> ReadAsync(HttpResponseMessage response, long longest, CancellationToken cancellationToken)
    {
        byte[] body = [];
        var state = ReplyState.Whole;
        try
        {
            await response.Content.LoadIntoBufferAsync(longest, cancellationToken);
            body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        }
        catch (HttpRequestException cause) when (cause.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            state = ReplyState.TooLarge;
        }
        catch (Exception cause) when (cause is HttpRequestException or IOException)
        {
            state = ReplyState.Broken;
        }

        var headers = response.Headers.NonValidated.Select(header => KeyValuePair.Create(header.Key, header.Value.ToString()));
        return new((int)response.StatusCode, response.Content.Headers.ContentType?.ToString() ?? "application/json", body, [.. headers]) { State = state };
    }
}
