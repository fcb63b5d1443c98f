namespace CodexPooler.Accounts.Tokens.Vaults;

/// <summary>Where sealed credentials rest.</summary>
internal enum VaultStore
{
    /// <summary>Files of this machine.</summary>
    File,

    /// <summary>Kubernetes Secrets: read through the Dapr secrets API, written with the Secret's resourceVersion.</summary>
    Kubernetes,

    /// <summary>HashiCorp Vault, KV version 2: read through the Dapr secrets API, written with check-and-set.</summary>
    Hashicorp,

    /// <summary>A Dapr state store, with etags.</summary>
    DaprState,
}
