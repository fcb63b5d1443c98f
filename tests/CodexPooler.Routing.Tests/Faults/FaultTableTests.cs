using CodexPooler.Routing.Faults;
using CodexPooler.Testing;
using Shouldly;

namespace CodexPooler.Routing.Tests.Faults;

public sealed class FaultTableTests
{
    // CODEX_POOLER_WRITE_DOCS=1 writes the document instead of comparing it.
    [Fact]
    public void Document_AndCode_SayTheSame()
    {
        var path = Path.Combine(Repository.Root, "docs", "fault-taxonomy.md");
        if (Environment.GetEnvironmentVariable("CODEX_POOLER_WRITE_DOCS") == "1")
            File.WriteAllText(path, FaultTable.Markdown());

        File.ReadAllText(path).ShouldBe(FaultTable.Markdown());
    }

    [Fact]
    public void Rules_HaveNamesOfTheirOwn() => FaultRules.All.Select(r => r.Name).ShouldBeUnique();
}
