using System.ComponentModel.DataAnnotations;

namespace CodexPooler.Accounts.Tokens.Vaults;

/// <summary>Where sealed credentials and the keys that seal them rest.</summary>
internal sealed class VaultOptions
{
    /// <summary>File store: the folder below which tokens and the spill journal are kept.</summary>
    [Required]
    public string Folder { get; set; } = "data/vault";

    /// <summary>File store: the file of the sealing keys, made at the first start. Keep it apart from backups of the folder.</summary>
    public string KeyFile { get; set; } = "";

    public string TokenFolder => Path.Combine(Folder, "tokens");

    public string SpillFolder => Path.Combine(Folder, "spill");

    public string KeyPath => KeyFile.Length > 0 ? KeyFile : Path.Combine(Folder, "keys.json");
}
