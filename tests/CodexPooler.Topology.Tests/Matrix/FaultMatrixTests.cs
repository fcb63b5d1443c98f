using CodexPooler.Testing;
using Shouldly;
using Xunit;

namespace CodexPooler.Topology.Tests.Matrix;

/// <summary>
/// Every fault the simulator can commit against what the client sees, which account serves next and what is settled. The faults
/// are those measured or published of the real backend (docs/simulator.md); the simulator's own ledger is the judge of ours.
/// </summary>
public sealed class FaultMatrixTests(MatrixRig rig) : IClassFixture<MatrixRig>
{
    public static TheoryData<FaultRow> Http => [.. HttpRows.All];

    public static TheoryData<FaultRow> FollowUps => [.. FollowUpRows.All];

    public static TheoryData<FaultRow> Sockets => [.. SocketRows.All];

    public static TheoryData<FaultRow> Upgrades => [.. UpgradeRows.All];

    [Theory]
    [MemberData(nameof(Http))]
    public Task Fault_OverHttp_HasTheEffectTheTableTells(FaultRow row) =>
        ShouldFollowAsync(row, HttpRows.All, (gateway, key) => new SseRowClient(gateway, key));

    [Theory]
    [MemberData(nameof(FollowUps))]
    public Task Fault_OfAFollowUp_HasTheEffectTheTableTells(FaultRow row) =>
        ShouldFollowAsync(row, FollowUpRows.All, (gateway, key) => new SocketRowClient(gateway, key, followsUp: true));

    [Theory]
    [MemberData(nameof(Sockets))]
    public Task Fault_OfAWholeConversationOverASocket_HasTheEffectTheTableTells(FaultRow row) =>
        ShouldFollowAsync(row, SocketRows.All, (gateway, key) => new SocketRowClient(gateway, key, followsUp: false));

    [Theory]
    [MemberData(nameof(Upgrades))]
    public Task Fault_OfAnUpgrade_HasTheEffectTheTableTells(FaultRow row) =>
        ShouldFollowAsync(
            row, UpgradeRows.All, (gateway, key) => new SocketRowClient(gateway, key, followsUp: false, anew: true));

    /// <summary>With CODEX_POOLER_UPDATE_DOCS=1 the document is written anew instead.</summary>
    [Fact]
    public async Task Document_OfTheMatrix_IsTheTable()
    {
        var path = Path.Combine(Repository.Root, "docs", "fault-matrix.md");
        var expected = MatrixDocument.Write();
        if (Environment.GetEnvironmentVariable("CODEX_POOLER_UPDATE_DOCS") == "1") await File.WriteAllTextAsync(path, expected);

        (await File.ReadAllTextAsync(path)).ShouldBe(expected);
    }

    private async Task ShouldFollowAsync(FaultRow row, IReadOnlyList<FaultRow> table, Func<Uri, string, IRowClient> open)
    {
        var result = await rig.ResultOfAsync(row, table, run => run.OverAsync(open));

        (result with { Because = "" }).ShouldBe(new RowResult(row.Sees, row.Tried, row.Settled), result.Because);
    }
}
