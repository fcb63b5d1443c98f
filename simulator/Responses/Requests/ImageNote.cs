using System.Text.Json;

namespace CodexPooler.Simulator.Responses.Requests;

/// <summary>What is noted of an image: its media type and size, never its pixels.</summary>
internal readonly record struct ImageNote(string MediaType, int Bytes, bool Valid)
{
    private static readonly byte[][] Magic =
        [[0x89, 0x50, 0x4E, 0x47], [0xFF, 0xD8, 0xFF], "GIF8"u8.ToArray(), "RIFF"u8.ToArray()];

    public static ImageNote Of(JsonElement part)
    {
        var url = part.Text("image_url");
        if (url is null) return new ImageNote("file", 0, part.Text("file_id") is not null);
        if (!url.StartsWith("data:", StringComparison.Ordinal))
        {
            return new ImageNote("url", 0, url.StartsWith("https://", StringComparison.Ordinal));
        }
        var comma = url.IndexOf(',', StringComparison.Ordinal);
        var semicolon = url.IndexOf(';', StringComparison.Ordinal);
        if (comma < 0 || semicolon < 0 || semicolon > comma) return default;
        var pixels = new byte[(url.Length - comma) * 3 / 4 + 3];
        var decoded = Convert.TryFromBase64Chars(url.AsSpan(comma + 1), pixels, out var size);
        var known = decoded && Magic.Any(magic => pixels.AsSpan(0, size).StartsWith(magic));
        return new ImageNote(url[5..semicolon], size, known);
    }
}
