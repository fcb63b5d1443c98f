using CodexPooler.Testing;
using Shouldly;
using Xunit;

namespace CodexPooler.Topology.Tests.Matrix;

/// <summary>
/// Every fault the simulator can commit against what the client sees, which account serves next and what is settled. The faults are
/// those measured or published of the real backend (docs/simulator.md); the simulator's own ledger is the judge of ours.
/// </summary>
public sealed class FaultMatrixTests(MatrixRig rig) : IClassFixture<MatrixRig>
{
    public static TheoryData<FaultRow> Http => [.. HttpRows.All];

    [Theory]
    [MemberData(nameof(Http))]
    public async Task Fault_OverHttp_HasTheEffectTheTableTells(FaultRow row)
    {
        var result = await rig.ResultOfAsync(row, HttpRows.All, run => run.OverAsync((gateway, key) => new SseRowClient(gateway, key)));

        result.ShouldBe(new RowResult(row.Sees, row.Tried, row.Settled));
    }

    /// <summary>With CODEX_POOLER_UPDATE_DOCS=1 the document is written anew instead.</summary>
    [Fact]
    public async Task Document_OfTheMatrix_IsTheTable()
    {
        var path = Path.Combine(Repository.Root, "docs", "fault-matrix.md");
        var expected = MatrixDocument.Write(HttpRows.All);
        if (Environment.GetEnvironmentVariable("CODEX_POOLER_UPDATE_DOCS") == "1") await File.WriteAllTextAsync(path, expected);

        (await File.ReadAllTextAsync(path)).ShouldBe(expected);
    }
}
