using System.Security.Cryptography.X509Certificates;
using System.Text;
using Grpc.Core;

namespace CodexPooler.Grpc.Server;

internal static class PeerIdentity
{
    private const string CommonName = "x509_common_name";

    public static readonly AuthContext Anonymous = new(null, []);

    public static AuthContext Of(X509Certificate2? certificate)
    {
        if (certificate is null) return Anonymous;
        var name = certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
        return new AuthContext(CommonName, new Dictionary<string, List<AuthProperty>>
        {
            [CommonName] = [AuthProperty.Create(CommonName, Encoding.UTF8.GetBytes(name))],
        });
    }
}
