using System.Security.Cryptography.X509Certificates;
using Dapr.Client;

namespace CodexPooler.Accounts.Tokens.Vaults;

/// <summary>Opens the configured store.</summary>
internal static class VaultFactory
{
    public static ITokenVault Open(VaultOptions options, Func<DaprClient> dapr, TimeProvider time) => options.Store switch
    {
        VaultStore.Kubernetes => new KubernetesSecretVault(
            new(Http(options, options.Kubernetes.CaFile), "The Kubernetes API"),
            new(dapr(), options.SecretStore),
            options.Kubernetes),
        VaultStore.Hashicorp => new HashicorpVault(
            new(Http(options, ""), "HashiCorp Vault"), new(dapr(), options.SecretStore), options.Hashicorp),
        VaultStore.DaprState => new DaprStateVault(dapr(), options.StateStore),
        _ => new FileTokenVault(options.TokenFolder, time),
    };

    private static HttpClient Http(VaultOptions options, string authorityFile)
    {
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
        if (File.Exists(authorityFile)) Trust(handler, authorityFile);
        return new(handler) { Timeout = options.AnswerWithin };
    }

    private static void Trust(SocketsHttpHandler handler, string authorityFile)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.ImportFromPemFile(authorityFile);
        handler.SslOptions.CertificateChainPolicy = policy;
    }
}
