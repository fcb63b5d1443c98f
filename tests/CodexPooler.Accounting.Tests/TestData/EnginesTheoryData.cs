using CodexPooler.Data;
using Xunit;

namespace CodexPooler.Accounting.Tests.TestData;

/// <summary>Every test of the ledger runs on both engines.</summary>
public sealed class EnginesTheoryData : TheoryData<DatabaseEngine>
{
    public EnginesTheoryData()
    {
        Add(DatabaseEngine.Sqlite);
        Add(DatabaseEngine.Postgres);
    }
}
