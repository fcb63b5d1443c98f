using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using CodexPooler.ServiceDefaults.Secrets;

namespace CodexPooler.Accounts.Linking.Flows;

/// <summary>A sign-in in the browser: of its state only the hash is kept, its verifier never leaves the process.</summary>
internal sealed record BrowserLogin(Uri Redirect, byte[] StateHash, SecretText Verifier) : ISecret
{
    private const int SecretBytes = 32;

    public static (BrowserLogin Login, SecretText State) New(Uri redirect)
    {
        var state = Random();
        return (new(redirect, Hash(state), new(Random())), new(state));
    }

    public string Challenge => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier.Reveal())));

    public bool Owns(string state) => CryptographicOperations.FixedTimeEquals(StateHash, Hash(state));

    public override string ToString() => Redaction.Mask;

    private static string Random() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));

    private static byte[] Hash(string state) => SHA256.HashData(Encoding.UTF8.GetBytes(state));
}
