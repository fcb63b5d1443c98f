using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CodexPooler.Edge.Warmup.Backend;

/// <summary>A certificate for this machine's own address that nobody but the rehearsed edge is told of; its key is never written.</summary>
internal static class RehearsalCertificate
{
    private static readonly TimeSpan Valid = TimeSpan.FromDays(1);

    public static X509Certificate2 Create()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=rehearsal", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        // The system's clock, because the system's own code compares.
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now - Valid, now + Valid);
        // Some systems serve only with keys that were loaded.
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), password: null);
    }
}
