using System.Net;
using System.Net.Http.Headers;

namespace CodexPooler.Edge.Warmup.Clients;

/// <summary>Sends the same request again and again and reads every answer to its end.</summary>
internal sealed class RequestClient(
    HttpMessageInvoker http, Uri address, string key, ReadOnlyMemory<byte> body,
    string? encoding = null) : IRehearsalClient
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    public async Task TakeTurnAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ReadOnlyMemoryContent(body) };
        foreach (var (name, value) in ClientHeaders.Of(key)) request.Headers.TryAddWithoutValidation(name, value);
        request.Content.Headers.ContentType = Json;
        if (encoding is not null) request.Content.Headers.ContentEncoding.Add(encoding);
        using var answer = await http.SendAsync(request, cancellationToken);
        if (answer.StatusCode != HttpStatusCode.OK)
            throw new InvalidOperationException($"A turn at {address.AbsolutePath} was answered with {(int)answer.StatusCode}.");
        await answer.Content.CopyToAsync(Stream.Null, cancellationToken);
    }

    public void Dispose()
    {
        // The connections are everybody's.
    }
}
