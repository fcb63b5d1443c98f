using System.Runtime.CompilerServices;
using CodexPooler.Contracts.Events;
using CodexPooler.Contracts.Messaging;
using CodexPooler.Edge.Settlement;
using CodexPooler.Edge.Tests.Turns;
using CodexPooler.Testing.Time;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CodexPooler.Edge.Tests.Settlement;

public sealed class SpoolForwarderTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly string _path = Directory.CreateTempSubdirectory("spool-forwarder-").FullName;
    private readonly SpoolBacklog _backlog = new();
    private readonly StubbornDisk _disk = new();
    private readonly RecordedTurns _published = new();

    public void Dispose() => Directory.Delete(_path, recursive: true);

    [Fact]
    public async Task Forget_DiskTakesNothing_PublishesOnCountsWhatStaysAndDeletesItLater()
    {
        var folder = new SpoolFolder(_path);
        await using var writer = Writer(folder, new SpoolOptions { SegmentBytes = 4096 });
        using var forwarder = Forwarder(folder, writer);
        await forwarder.StartAsync(default);
        _disk.TakesNothing = true;
        var count = 0;
        for (; writer.End.Segment < 3; count++) writer.Append(SpoolRecordKind.Settled, Turn());

        await UntilAsync(() => Published() == count && _backlog.Bytes > 2 * 4096);
        folder.Segments().ShouldContain(1);
        writer.Append(SpoolRecordKind.Settled, Turn());
        await UntilAsync(() => Published() == count + 1);

        _disk.TakesNothing = false;

        await UntilAsync(() => folder.Segments() is [3] && _backlog.Bytes == 0);
        await forwarder.StopAsync(default);
    }

    [Fact]
    public async Task Forward_ALoadHasGathered_DoesNotWaitForTheFlush()
    {
        var standing = new ManualTimeProvider();
        var folder = new SpoolFolder(_path);
        await using var writer = new SpoolWriter(
            folder, Options.Create(new SpoolOptions()), _disk, standing, NullLogger<SpoolWriter>.Instance);
        using var forwarder = Forwarder(folder, writer, standing);
        await forwarder.StartAsync(default);
        await UntilAsync(() => standing.ArmedTimers > 0);

        for (var turn = 0; turn < FreshTurns.Load + 10; turn++) writer.Append(SpoolRecordKind.Settled, Turn());

        await UntilAsync(() => Published() == FreshTurns.Load);
        _disk.Flushed.ShouldBe(0);
        await forwarder.StopAsync(default);
    }

    [Fact]
    public async Task Start_CursorBehindWhatAPowerCutLeft_PublishesWhatIsWrittenNow()
    {
        var folder = new SpoolFolder(_path);
        await using (var before = Writer(folder, new SpoolOptions())) before.Append(SpoolRecordKind.Settled, Turn());
        folder.WriteCursor(new(1, 1_000_000));
        await using var writer = Writer(folder, new SpoolOptions());
        using var forwarder = Forwarder(folder, writer);
        await forwarder.StartAsync(default);
        var turn = Turn();

        writer.Append(SpoolRecordKind.Settled, turn);

        await UntilAsync(() => _published.All.Any(published => published.TurnId == turn.TurnId));
        await forwarder.StopAsync(default);
    }

    [Fact]
    public async Task Start_EndedAgainBeforeItPublishedAfterAPowerCut_PublishesWhatWasWrittenBetween()
    {
        var folder = new SpoolFolder(_path);
        await using (var before = Writer(folder, new SpoolOptions()))
        {
            before.Append(SpoolRecordKind.Settled, Turn());
            folder.WriteCursor(new(before.End.Segment, before.End.Offset + 10));
        }

        var turn = Turn();
        await using (var between = Writer(folder, new SpoolOptions())) between.Append(SpoolRecordKind.Settled, turn);
        await using var writer = Writer(folder, new SpoolOptions());
        using var forwarder = Forwarder(folder, writer);

        await forwarder.StartAsync(default);

        await UntilAsync(() => _published.All.Any(published => published.TurnId == turn.TurnId));
        await forwarder.StopAsync(default);
    }

    // One that stands where a reader of the file and one of the memory meet may go out twice; accounting knows it by its id.
    private int Published() => _published.All.Select(turn => turn.TurnId).Distinct().Count();

    private SpoolWriter Writer(SpoolFolder folder, SpoolOptions options) =>
        new(folder, Options.Create(options), _disk, TimeProvider.System, NullLogger<SpoolWriter>.Instance);

    private SpoolForwarder Forwarder(SpoolFolder folder, SpoolWriter writer, TimeProvider? time = null) => new(
        folder, writer, _backlog, _published, Options.Create(new MessagingOptions { Transport = BusTransport.RabbitMq }),
        time ?? TimeProvider.System, NullLogger<SpoolForwarder>.Instance);

    private static TurnSettled Turn() => new()
    {
        TurnId = Guid.CreateVersion7(),
        StartedAt = DateTimeOffset.UnixEpoch,
        SettledAt = DateTimeOffset.UnixEpoch,
        ModelRequested = "model",
        PoolId = "pool-1",
        KeyId = "key-1",
        Transport = "http",
        Route = "responses",
        Outcome = TurnOutcome.Succeeded,
    };

    private static Task UntilAsync(Func<bool> holds, [CallerArgumentExpression(nameof(holds))] string what = "") =>
        Eventually.TrueAsync(holds, what, Patience);
}
