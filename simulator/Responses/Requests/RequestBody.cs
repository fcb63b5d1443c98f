using Microsoft.Extensions.Options;

namespace CodexPooler.Simulator.Responses.Requests;

/// <summary>Reads a body in the encodings Codex clients use: identity and zstd.</summary>
internal sealed class RequestBody(IOptions<SimulatorOptions> options)
{
    /// <summary>The plain bytes, or null when they cannot be decoded.</summary>
    public async Task<byte[]?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var raw = await ReadRawAsync(request, cancellationToken);
        return request.Headers.ContentEncoding.ToString() switch
        {
            "" or "identity" => raw,
            "zstd" => Zstd.Decompress(raw, options.Value.MaxBodyBytes),
            _ => null,
        };
    }

    private static async Task<byte[]> ReadRawAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength is { } length)
        {
            var exact = new byte[length];
            await request.Body.ReadExactlyAsync(exact, cancellationToken);
            return exact;
        }
        using var memory = new MemoryStream();
        await request.Body.CopyToAsync(memory, cancellationToken);
        return memory.ToArray();
    }
}
