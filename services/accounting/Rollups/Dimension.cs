namespace CodexPooler.Accounting.Rollups;

/// <summary>What totals are kept by. The numbers are those of the gRPC contract and are stored: never renumber.</summary>
internal enum Dimension
{
    Pool = 1,
    Key = 2,
    Person = 3,
    Account = 4,
    Model = 5,
    Effort = 6,
    Tier = 7,
    Client = 8,
    Project = 9,
    KeyModel = 10,
    AccountModel = 11,
}
