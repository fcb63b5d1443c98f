using System.ComponentModel.DataAnnotations;

namespace CodexPooler.Accounts.Tokens.Vaults;

/// <summary>Where sealed credentials and the keys that seal them rest.</summary>
internal sealed class VaultOptions
{
    /// <summary>Where sealed credentials rest.</summary>
    public VaultStore Store { get; set; } = VaultStore.File;

    /// <summary>Where the sealing keys rest.</summary>
    public KeyStore Keys { get; set; } = KeyStore.File;

    /// <summary>
    /// File store: the folder of the tokens. Every store keeps its spill journal here, so it must survive a restart.
    /// </summary>
    [Required]
    public string Folder { get; set; } = "data/vault";

    /// <summary>
    /// File store: the file of the sealing keys, made at the first start. Keep it apart from backups of the folder.
    /// </summary>
    public string KeyFile { get; set; } = "";

    /// <summary>Kubernetes and HashiCorp: the Dapr secret store that reads the credentials.</summary>
    [Required]
    public string SecretStore { get; set; } = "codex-pooler-secrets";

    /// <summary>Dapr state: the state store that holds the credentials.</summary>
    [Required]
    public string StateStore { get; set; } = "codex-pooler-tokens";

    /// <summary>Keys in Dapr: the secret store that holds the key ring.</summary>
    [Required]
    public string KeySecretStore { get; set; } = "codex-pooler-keys";

    /// <summary>Keys in Dapr: the name of the key ring's secret.</summary>
    [Required]
    public string KeySecret { get; set; } = "codex-pooler-kek";

    /// <summary>How often the key ring is read again, so that a new key needs no restart.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "1.00:00:00")]
    public TimeSpan KeysReloadEvery { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long one call to a store may take.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan AnswerWithin { get; set; } = TimeSpan.FromSeconds(10);

    public KubernetesVaultOptions Kubernetes { get; set; } = new();

    public HashicorpVaultOptions Hashicorp { get; set; } = new();

    public string TokenFolder => Path.Combine(Folder, "tokens");

    public string SpillFolder => Path.Combine(Folder, "spill");

    public string KeyPath => KeyFile.Length > 0 ? KeyFile : Path.Combine(Folder, "keys.json");
}
