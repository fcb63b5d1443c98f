using System.Security.Cryptography.X509Certificates;

namespace CodexPooler.Edge.Upstream;

/// <summary>
/// The only certificate an upstream's may lead to, for a host whose upstream is no public one. Names and dates are checked as
/// ever. An edge that serves has none, and trusts whom its machine trusts.
/// </summary>
internal sealed class UpstreamRoots(X509Certificate2 root)
{
    public X509ChainPolicy Policy { get; } = new()
    {
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        CustomTrustStore = { root },
        RevocationMode = X509RevocationMode.NoCheck,
        DisableCertificateDownloads = true,
    };
}
