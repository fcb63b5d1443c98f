using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using CodexPooler.ServiceDefaults.Secrets;

namespace CodexPooler.Accounts.Keys;

/// <summary>A new Pool key: <c>sk-cxp-</c>, 12 hex digits to recognise it by, 43 characters nobody can guess.</summary>
internal sealed record KeySecret(string Prefix, byte[] Hash, SecretText Value) : ISecret
{
    public static KeySecret New()
    {
        var prefix = "sk-cxp-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));
        var value = $"{prefix}-{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32))}";
        return new(prefix, SHA256.HashData(Encoding.ASCII.GetBytes(value)), new(value));
    }

    public override string ToString() => Prefix;
}
