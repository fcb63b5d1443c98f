namespace CodexPooler.Accounts.Tests.TestData;

/// <summary>Runs on SQLite and on a real PostgreSQL.</summary>
internal static class Engines
{
    public static TheoryData<string> All => ["Sqlite", "Postgres"];
}
