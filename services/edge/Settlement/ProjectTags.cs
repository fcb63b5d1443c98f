using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace CodexPooler.Edge.Settlement;

/// <summary>
/// What a client wants its turns charged to. Clients send it as a fixed header of their configuration; it never goes upstream.
/// Anything but a short plain name is taken for none.
/// </summary>
internal static class ProjectTags
{
    public const string Header = "x-codex-pooler-project";
    private const int Longest = 64;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/");

    public static string? Of(IHeaderDictionary headers)
    {
        if (!headers.TryGetValue(Header, out var value)) return null;
        var tag = value.ToString();
        return tag.Length is > 0 and <= Longest && !tag.AsSpan().ContainsAnyExcept(Allowed) ? tag : null;
    }
}
