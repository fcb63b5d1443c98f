namespace CodexPooler.Accounts.Tokens.Vaults;

internal sealed record VaultEntry(TokenRecord Record, string Version);
