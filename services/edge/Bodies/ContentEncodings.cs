using CodexPooler.Edge.Bodies.Decoders;
using Microsoft.Extensions.Primitives;

namespace CodexPooler.Edge.Bodies;

/// <summary>Reads `Content-Encoding`, which may name several layers, the last one outermost.</summary>
internal static class ContentEncodings
{
    private const int MostLayers = 4;
    private static readonly IBodyDecoder[] None = [];

    /// <summary>The decoders in the order in which they undo the layers; null when one of them is not known.</summary>
    public static IReadOnlyList<IBodyDecoder>? Parse(StringValues header)
    {
        if (header.Count == 0) return None;
        List<IBodyDecoder>? layers = null;
        foreach (var line in header)
        {
            foreach (var range in line.AsSpan().Split(','))
            {
                var name = line.AsSpan()[range].Trim();
                if (name.IsEmpty || name.Equals("identity", StringComparison.OrdinalIgnoreCase)) continue;
                if (Find(name) is not { } decoder || layers?.Count == MostLayers) return null;
                (layers ??= []).Insert(0, decoder);
            }
        }

        return layers ?? (IReadOnlyList<IBodyDecoder>)None;
    }

    private static IBodyDecoder? Find(ReadOnlySpan<char> name) =>
        Is(name, "zstd") && ZstdDecoder.IsAvailable ? ZstdDecoder.Instance
        : Is(name, "gzip") || Is(name, "x-gzip") ? GzipDecoder.Instance
        : Is(name, "deflate") ? DeflateDecoder.Instance
        : Is(name, "br") ? BrotliBodyDecoder.Instance
        : null;

    private static bool Is(ReadOnlySpan<char> name, string encoding) => name.Equals(encoding, StringComparison.OrdinalIgnoreCase);
}
