using System.ComponentModel.DataAnnotations;

namespace CodexPooler.Accounts.Tokens.Vaults;

/// <summary>Kubernetes store: how Secrets are written. The defaults are what a pod finds.</summary>
internal sealed class KubernetesVaultOptions
{
    private const string Mounted = "/var/run/secrets/kubernetes.io/serviceaccount/";

    /// <summary>The API server.</summary>
    [Required]
    public Uri Url { get; set; } = new("https://kubernetes.default.svc");

    /// <summary>The namespace of the Secrets; keep everything else out of it.</summary>
    [Required]
    public string Namespace { get; set; } = "codex-pooler-tokens";

    /// <summary>The service account's token, read anew for every call because the kubelet renews it.</summary>
    [Required]
    public string TokenFile { get; set; } = Mounted + "token";

    /// <summary>The certificate authority of the API server.</summary>
    public string CaFile { get; set; } = Mounted + "ca.crt";
}
