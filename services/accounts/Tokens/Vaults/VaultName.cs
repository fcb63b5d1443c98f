using System.Security.Cryptography;
using System.Text;

namespace CodexPooler.Accounts.Tokens.Vaults;

/// <summary>The name a credential has in a store: fits every store's rules and says nothing about whose it is.</summary>
internal static class VaultName
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    public static string Of(Guid accountId)
    {
        var hash = SHA256.HashData(Encoding.ASCII.GetBytes(accountId.ToString("N")));
        return string.Create(8 + 26, hash, static (name, hash) =>
        {
            "cp-acct-".CopyTo(name);
            for (var i = 0; i < 26; i++) name[8 + i] = Alphabet[Bits(hash, i * 5)];
        });
    }

    private static int Bits(byte[] hash, int from)
    {
        var pair = (hash[from / 8] << 8) | hash[(from / 8) + 1];
        return (pair >> (11 - (from % 8))) & 31;
    }
}
