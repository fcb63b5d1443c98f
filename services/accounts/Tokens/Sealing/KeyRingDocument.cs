using System.Text.Json;

namespace CodexPooler.Accounts.Tokens.Sealing;

/// <summary>
/// The ring as text: <c>{"active":"k1","k1":"base64 of 32 bytes", …}</c>, the shape a secret store holds it in.
/// </summary>
internal static class KeyRingDocument
{
    private const string ActiveName = "active";

    public static KeyRing Parse(IReadOnlyDictionary<string, string> entries)
    {
        if (!entries.TryGetValue(ActiveName, out var active))
            throw new KeyRingException($"The key ring has no '{ActiveName}' entry that names its active key.");
        return new(
            active, entries.Where(entry => entry.Key != ActiveName).Select(entry => new SealingKey(entry.Key, Decode(entry))));
    }

    public static KeyRing Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return Parse(JsonSerializer.Deserialize<Dictionary<string, string>>(json) ?? []);
        }
        catch (JsonException)
        {
            throw new KeyRingException("The key ring is not a JSON object of texts.");
        }
    }

    public static byte[] Write(string active, IReadOnlyCollection<SealingKey> keys)
    {
        var entries = new Dictionary<string, string> { [ActiveName] = active };
        foreach (var key in keys) entries[key.Id] = Convert.ToBase64String(key.Bytes);
        return JsonSerializer.SerializeToUtf8Bytes(entries);
    }

    private static byte[] Decode(KeyValuePair<string, string> entry)
    {
        try
        {
            return Convert.FromBase64String(entry.Value);
        }
        catch (FormatException)
        {
            throw new KeyRingException($"Key '{entry.Key}' is not base64.");
        }
    }
}
