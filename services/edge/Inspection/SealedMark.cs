using System.Globalization;
using System.Text;
using System.Text.Json;

namespace CodexPooler.Edge.Inspection;

/// <summary>Names encrypted content without hashing all of it: its length and its end, which no two have in common.</summary>
internal static class SealedMark
{
    private const int Enough = 64;

    /// <summary>Reads the value the reader stands on; null where there is nothing sealed.</summary>
    public static string? Of(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String) return null;
        if (!reader.ValueIsEscaped) return Of(reader.ValueSpan);
        return Of(Encoding.UTF8.GetBytes(reader.GetString()!));
    }

    /// <summary>Reads the value the cursor stands on; null where there is nothing sealed.</summary>
    public static string? Of(ref JsonCursor cursor)
    {
        if (cursor.Kind != JsonTokenType.String) return null;
        return cursor.IsEscaped ? Of(Encoding.UTF8.GetBytes(cursor.Text())) : Of(cursor.Written);
    }

    private static string? Of(ReadOnlySpan<byte> content)
    {
        if (content.IsEmpty) return null;
        var end = content[Math.Max(0, content.Length - Enough)..];
        return string.Create(CultureInfo.InvariantCulture, $"{content.Length}:{Encoding.UTF8.GetString(end)}");
    }
}
