namespace CodexPooler.Edge.Models;

/// <summary>
/// Clients up to 0.125 throw the whole list away when one effort in it is unknown to them (measured). They are given the list
/// without such efforts, under the same ETag: a client sees one of the two only.
/// </summary>
internal static class OlderClient
{
    private static readonly Version LastToKnowFew = new(0, 125, int.MaxValue);
    private static readonly string[] Known = ["none", "minimal", "low", "medium", "high", "xhigh"];

    public static bool Is(string? clientVersion) =>
        Version.TryParse(clientVersion?.Split('-')[0], out var version) && version <= LastToKnowFew;

    public static bool Knows(string effort) => Array.IndexOf(Known, effort) >= 0;
}
