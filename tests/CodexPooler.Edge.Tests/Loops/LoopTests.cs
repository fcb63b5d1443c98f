using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Edge.Snapshot;
using CodexPooler.Edge.Tests.TestData;
using CodexPooler.Edge.Turns;
using CodexPooler.Edge.Usage;
using CodexPooler.Testing.Time;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace CodexPooler.Edge.Tests.Loops;

/// <summary>A background loop whose exception escapes stops the whole host: none may, whatever fails below it.</summary>
public sealed class LoopTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly SpoiltInvoker _peer = new();

    [Fact]
    public Task LeaseDesk_RenewalFailsAsNobodyThought_RenewsAgain()
    {
        var desk = new LeaseDesk(new Router.RouterClient(_peer), _time, NullLogger<LeaseDesk>.Instance);
        desk.Hold(new Lease { LeaseId = "a lease" });
        return ProveAsync(desk);
    }

    [Fact]
    public Task QuotaFollower_WatchFailsAsNobodyThought_WatchesAgain() => ProveAsync(new QuotaFollower(
        new Quota.QuotaClient(_peer), new QuotaHolder(), _time, NullLogger<QuotaFollower>.Instance));

    [Fact]
    public async Task DirectoryFollower_WatchFailsAsNobodyThought_WatchesAgain()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("codex-pooler-edge-");
        var file = new SnapshotFile(Path.Combine(folder.FullName, "directory"), NullLogger<SnapshotFile>.Instance);
        await ProveAsync(new DirectoryFollower(
            new Contracts.Directory.V1.Directory.DirectoryClient(_peer), new DirectoryHolder(), file, _time,
            NullLogger<DirectoryFollower>.Instance));
        folder.Delete(recursive: true);
    }

    private async Task ProveAsync(BackgroundService loop)
    {
        using (loop)
        {
            await loop.StartAsync(default);
            await Eventually.TrueAsync(
                () =>
                {
                    _time.Advance(TimeSpan.FromSeconds(1));
                    return _peer.Served > 0 || loop.ExecuteTask!.IsCompleted;
                },
                "the next round");

            loop.ExecuteTask!.IsFaulted.ShouldBeFalse();
            await loop.StopAsync(default);
        }
    }
}
