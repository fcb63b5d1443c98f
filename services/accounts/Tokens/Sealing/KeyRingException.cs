namespace CodexPooler.Accounts.Tokens.Sealing;

internal sealed class KeyRingException(string message) : Exception(message);
