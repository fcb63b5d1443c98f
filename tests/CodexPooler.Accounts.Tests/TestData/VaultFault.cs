namespace CodexPooler.Accounts.Tests.TestData;

internal enum VaultFault
{
    None,
    Refuse,
    LoseAcknowledgement,
    ProcessDies,
}
