namespace CodexPooler.Accounts.Registry.Storage;

/// <summary>The numbers are stored: never change one.</summary>
internal enum DirectoryKind
{
    Pool = 1,
    Account = 2,
    Membership = 3,
    ApiKey = 4,
    AccountModels = 5,
    Settings = 6,
    Operator = 7,
    OperatorToken = 8,
    Invite = 9,
}
