using System.Buffers;
using System.Runtime.CompilerServices;

namespace CodexPooler.Grpc.Wire;

internal static class MetadataRules
{
    private static readonly SearchValues<char> KeyCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-_.");

    public static string NormalizeKey(string key, [CallerArgumentExpression(nameof(key))] string? parameter = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(key, parameter);
        var lower = key.ToLowerInvariant();
        if (lower.AsSpan().ContainsAnyExcept(KeyCharacters))
            throw new ArgumentException($"Metadata key '{key}' may only hold letters, digits, '-', '_' and '.'.", parameter);
        return lower;
    }

    public static bool IsAsciiValue(string value) => !value.AsSpan().ContainsAnyExceptInRange(' ', '~');
}
