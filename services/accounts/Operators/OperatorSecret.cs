using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using CodexPooler.ServiceDefaults.Secrets;

namespace CodexPooler.Accounts.Operators;

/// <summary>
/// A token an operator carries: for the command line and admin API (<c>cxp-op-</c>) or for MCP hosts (<c>cxp-mcp-</c>).
/// </summary>
internal sealed record OperatorSecret(string Prefix, SecretText Value) : ISecret
{
    public const string OperatorScheme = "cxp-op-";
    public const string McpScheme = "cxp-mcp-";

    public string UniqueName => NameOf(Value);

    public static OperatorSecret New(string scheme)
    {
        var prefix = scheme + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
        return new(prefix, new($"{prefix}-{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32))}"));
    }

    public static bool IsForMcp(SecretText token) => token.Reveal().StartsWith(McpScheme, StringComparison.Ordinal);

    public static string NameOf(SecretText token) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token.Reveal())));

    public override string ToString() => Prefix;
}
