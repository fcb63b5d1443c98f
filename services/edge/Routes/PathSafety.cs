using System.Buffers;

namespace CodexPooler.Edge.Routes;

/// <summary>
/// Judges a path that was decoded once. The server leaves an encoded slash encoded, so what still looks encoded is refused
/// with it: a proxy in front may read such a path in another way than we do.
/// </summary>
internal static class PathSafety
{
    private const int LongestId = 256;
    private static readonly SearchValues<char> IdCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    public static bool IsSafe(ReadOnlySpan<char> path)
    {
        if (path.ContainsAnyInRange('\0', '\x1f') || path.ContainsAny('\\', '\x7f')) return false;
        return !path.Contains("%2f", StringComparison.OrdinalIgnoreCase)
            && !path.Contains("%5c", StringComparison.OrdinalIgnoreCase)
            && !path.Contains("%00", StringComparison.Ordinal);
    }

    public static bool IsId(ReadOnlySpan<char> segment) =>
        segment.Length is > 0 and <= LongestId && segment[0] != '.' && !segment.ContainsAnyExcept(IdCharacters);
}
