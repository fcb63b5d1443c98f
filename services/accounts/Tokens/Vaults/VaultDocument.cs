using System.Text;
using System.Text.Json;

namespace CodexPooler.Accounts.Tokens.Vaults;

/// <summary>
/// A credential as a secret of texts. It carries its own version because what the Dapr secrets API answers has none.
/// </summary>
internal static class VaultDocument
{
    public const string VersionName = "version";
    private const string RecordName = "record";

    public static Dictionary<string, string> Write(TokenRecord record, string version) => new()
    {
        [VersionName] = version,
        [RecordName] = Encoding.UTF8.GetString(TokenJson.Write(record)),
    };

    /// <summary>Null for a secret that holds no credential.</summary>
    public static VaultEntry? Read(string name, IReadOnlyDictionary<string, string> entries)
    {
        if (!entries.TryGetValue(RecordName, out var record)) return null;
        if (!entries.TryGetValue(VersionName, out var version)) throw Damaged(name);
        try
        {
            return new(TokenJson.Read(Encoding.UTF8.GetBytes(record)), version);
        }
        catch (JsonException)
        {
            throw Damaged(name);
        }
    }

    private static VaultUnavailableException Damaged(string name) =>
        new($"The secret {name} is damaged; restore it from a backup or link the account again.");
}
