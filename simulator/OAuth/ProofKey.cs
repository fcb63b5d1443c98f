using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace CodexPooler.Simulator.OAuth;

/// <summary>PKCE, RFC 7636: S256 only.</summary>
internal static class ProofKey
{
    public static string NewVerifier() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(64));

    public static string Challenge(string verifier) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
}
