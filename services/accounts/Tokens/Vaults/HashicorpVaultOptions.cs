using System.ComponentModel.DataAnnotations;

namespace CodexPooler.Accounts.Tokens.Vaults;

/// <summary>HashiCorp store: where its KV version 2 engine is and who writes.</summary>
internal sealed class HashicorpVaultOptions
{
    /// <summary>The server.</summary>
    [Required]
    public Uri Url { get; set; } = new("https://vault:8200");

    /// <summary>The engine's mount path.</summary>
    [Required]
    public string Mount { get; set; } = "secret";

    /// <summary>The path below the mount; the same as the Dapr component's <c>vaultKVPrefix</c>.</summary>
    public string Prefix { get; set; } = "dapr";

    /// <summary>The token, read anew for every call because an agent renews it.</summary>
    [Required]
    public string TokenFile { get; set; } = "/vault/secrets/token";
}
