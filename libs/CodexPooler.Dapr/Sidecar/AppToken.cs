using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Dapr;

/// <summary>The token the sidecar shows on every call into the application; without one configured, any caller passes.</summary>
internal sealed class AppToken
{
    private readonly byte[]? _digest;

    public AppToken(string? token) => _digest = string.IsNullOrEmpty(token) ? null : Digest(token);

    public static AppToken From(IServiceProvider services, string? token = null) =>
        new(token ?? DaprEndpoints.Resolve(services.GetService<IConfiguration>()).AppToken);

    public bool IsShownBy(HttpRequest request) =>
        _digest is null ||
        (request.Headers[DaprEndpoints.TokenHeader] is [{ } shown] &&
            CryptographicOperations.FixedTimeEquals(_digest, Digest(shown)));

    // Digests have one length, so comparing them tells nothing about the token's.
    private static byte[] Digest(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
