namespace CodexPooler.Accounts.Tokens.Sealing;

internal sealed class SealBrokenException(Guid accountId, string why) : Exception(
    $"The credential of account {accountId} cannot be opened: {why}.")
{
    public string Why { get; } = why;
}
