using System.Runtime.CompilerServices;
using CodexPooler.Edge.Settlement;
using CodexPooler.Testing.Time;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CodexPooler.Edge.Tests.Settlement;

/// <summary>What a disk that takes nothing for a while must not change: ADR 0005.</summary>
public sealed class SpoolFlushTests : IDisposable
{
    private const int SegmentBytes = 4096;
    private readonly string _path = Directory.CreateTempSubdirectory("spool-flush-").FullName;
    private readonly StubbornDisk _disk = new();
    private readonly ManualTimeProvider _time = new();
    private readonly SpoolFolder _folder;

    public SpoolFlushTests() => _folder = new(_path);

    public void Dispose() => Directory.Delete(_path, recursive: true);

    private SpoolWriter Open() =>
        new(_folder, Options.Create(new SpoolOptions { SegmentBytes = SegmentBytes }), _disk, _time,
            NullLogger<SpoolWriter>.Instance);

    [Fact]
    public async Task Flush_FailedWhileSegmentsFilled_TheNextOneCutsThemAllAndFlushesEachOnce()
    {
        await using var writer = Open();
        _disk.TakesNothing = true;
        var ids = new List<Guid>();
        while (writer.End.Segment < 4)
        {
            ids.Add(Guid.CreateVersion7());
            await Should.ThrowAsync<IOException>(writer.AppendAsync(SpoolRecordKind.Settled, ids[^1], new byte[200]));
        }

        _disk.TakesNothing = false;
        ids.Add(Guid.CreateVersion7());
        await writer.AppendAsync(SpoolRecordKind.Settled, ids[^1], new byte[200]);

        var records = SpoolReader.Read(_folder, new(0, 0), writer.End, int.MaxValue);
        records.Select(record => record.TurnId).ShouldBe(ids);
        foreach (var full in records.GroupBy(record => record.Next.Segment).Where(full => full.Key < writer.End.Segment))
            _folder.LengthOf(full.Key).ShouldBe(full.Max(record => record.Next.Offset));
        _disk.Flushed.ShouldBe((int)writer.End.Segment);
        _disk.OpenFiles.ShouldBe(1);
    }

    [Fact]
    public async Task Flush_AfterAFailedOne_DoesNotSayThatTheDiskTookIt()
    {
        await using var writer = Open();
        _disk.TakesNothing = true;
        await Should.ThrowAsync<IOException>(
            writer.AppendAsync(SpoolRecordKind.Begun, Guid.CreateVersion7(), new byte[10]));

        // Writes nothing: what it waits for is the flush that failed.
        await Should.ThrowAsync<IOException>(writer.CarryOverAsync(1));

        _disk.TakesNothing = false;
        await writer.CarryOverAsync(1);
        _disk.Flushed.ShouldBe(1);
    }

    [Fact]
    public async Task Flush_AfterAFailedOne_HandsTheDiskTheSameBytesAgain()
    {
        await using var writer = Open();
        _disk.TakesNothing = true;
        var id = Guid.CreateVersion7();
        await Should.ThrowAsync<IOException>(writer.AppendAsync(SpoolRecordKind.Begun, id, new byte[10]));
        var longAgo = new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(_folder.PathOf(1), longAgo);

        _disk.TakesNothing = false;
        await writer.CarryOverAsync(1);

        File.GetLastWriteTimeUtc(_folder.PathOf(1)).ShouldBeGreaterThan(longAgo);
        SpoolReader.Read(_folder, new(0, 0), writer.End, int.MaxValue).Single().TurnId.ShouldBe(id);
    }

    [Fact]
    public async Task Flush_NobodyWritesAnyMore_IsTriedAgain()
    {
        await using var writer = Open();
        var flushed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        writer.Flushed += () => flushed.TrySetResult();
        _disk.TakesNothing = true;
        writer.Append(SpoolRecordKind.Settled, Guid.CreateVersion7(), new byte[10]);
        await AsTimeGoesAsync(() => _disk.Refused > 1);

        _disk.TakesNothing = false;

        await AsTimeGoesAsync(() => flushed.Task.IsCompleted);
    }

    [Fact]
    public async Task Dispose_DiskTakesNothing_KeepsWhatTheFilesHold()
    {
        var ids = Enumerable.Range(0, 60).Select(_ => Guid.CreateVersion7()).ToArray();
        await using (var writer = Open())
        {
            _disk.TakesNothing = true;
            foreach (var id in ids) writer.Append(SpoolRecordKind.Settled, id, new byte[200]);
        }

        _disk.OpenFiles.ShouldBe(0);
        _disk.TakesNothing = false;
        await using var next = Open();
        SpoolReader.Read(_folder, new(0, 0), next.End, int.MaxValue).Select(record => record.TurnId).ShouldBe(ids);
    }

    private Task AsTimeGoesAsync(Func<bool> holds, [CallerArgumentExpression(nameof(holds))] string what = "") =>
        Eventually.TrueAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                return holds();
            },
            what);
}
