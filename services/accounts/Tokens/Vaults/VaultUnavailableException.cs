namespace CodexPooler.Accounts.Tokens.Vaults;

internal sealed class VaultUnavailableException(string message, Exception? cause = null) : Exception(message, cause);
