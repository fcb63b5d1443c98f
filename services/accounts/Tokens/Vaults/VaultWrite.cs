namespace CodexPooler.Accounts.Tokens.Vaults;

/// <summary>The new version, or null when somebody else wrote first.</summary>
internal readonly record struct VaultWrite(string? Version)
{
    public static VaultWrite Conflict => default;

    public bool Written => Version is not null;
}
