using CodexPooler.Edge.Settlement;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CodexPooler.Edge.Tests.Settlement;

public sealed class SpoolTests : IDisposable
{
    private static readonly SpoolPosition Start = new(0, 0);
    private readonly string _folder = Directory.CreateTempSubdirectory("spool-").FullName;

    private SpoolFolder Folder => new(_folder);

    private SpoolWriter Open(SpoolOptions? options = null) =>
        new(Folder, Options.Create(options ?? new()), new SpoolDisk(), TimeProvider.System, NullLogger<SpoolWriter>.Instance);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Append_AcrossSegments_ReadsBackInOrder()
    {
        var ids = Enumerable.Range(0, 500).Select(_ => Guid.CreateVersion7()).ToArray();
        await using var writer = Open(new() { SegmentBytes = 4096 });

        foreach (var id in ids) await writer.AppendAsync(SpoolRecordKind.Settled, id, new byte[64]);

        SpoolReader.Read(Folder, Start, writer.End, int.MaxValue).Select(record => record.TurnId).ShouldBe(ids);
        Folder.Segments().Count.ShouldBeGreaterThan(5);
    }

    [Fact]
    public async Task Reopen_AfterATornWrite_KeepsEveryWholeRecordAndWritesOn()
    {
        var whole = Guid.CreateVersion7();
        await using (var writer = Open())
            await writer.AppendAsync(SpoolRecordKind.Settled, whole, new byte[10]);
        var path = Folder.PathOf(Folder.Segments()[^1]);
        var torn = SpoolFrame.Write(SpoolRecordKind.Settled, Guid.CreateVersion7(), new byte[100]);
        for (var cut = 1; cut < torn.Length; cut += 7)
        {
            var before = await File.ReadAllBytesAsync(path);
            await File.WriteAllBytesAsync(path, [.. before, .. torn[..cut]]);
            var later = Guid.CreateVersion7();

            await using var writer = Open();
            await writer.AppendAsync(SpoolRecordKind.Settled, later, new byte[3]);

            var ids = SpoolReader.Read(Folder, Start, writer.End, int.MaxValue).Select(record => record.TurnId).ToList();
            ids[0].ShouldBe(whole);
            ids[^1].ShouldBe(later);
        }
    }

    [Fact]
    public async Task Append_NobodyWaits_IsInTheFileAtOnceAndTheDiskIsToldSoon()
    {
        var flushed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var writer = Open();
        writer.Flushed += () => flushed.TrySetResult();
        var id = Guid.CreateVersion7();

        writer.Append(SpoolRecordKind.Begun, id, new byte[10]);

        SpoolReader.Read(Folder, Start, writer.End, int.MaxValue).Single().TurnId.ShouldBe(id);
        await flushed.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Append_ManyAtOnce_AllAreDurable()
    {
        await using var writer = Open();

        await Task.WhenAll(Enumerable.Range(0, 2000)
            .Select(_ => writer.AppendAsync(SpoolRecordKind.Settled, Guid.CreateVersion7(), new byte[200])));

        SpoolReader.Read(Folder, Start, writer.End, int.MaxValue).Count.ShouldBe(2000);
    }

    [Fact]
    public async Task Read_RecordsLongerThanAChunk_ComeWholeAndInOrder()
    {
        await using var writer = Open(new() { SegmentBytes = 8 * 1024 * 1024 });
        var ids = Enumerable.Range(0, 12).Select(_ => Guid.CreateVersion7()).ToArray();
        foreach (var (id, place) in ids.Select((id, place) => (id, place)))
            await writer.AppendAsync(SpoolRecordKind.Settled, id, new byte[place % 3 == 0 ? 1_500_000 : 300_000]);

        var read = new List<Guid>();
        for (var at = Start; SpoolReader.Read(Folder, at, writer.End, 5) is { Count: > 0 } some; at = some[^1].Next)
            read.AddRange(some.Select(record => record.TurnId));

        read.ShouldBe(ids);
    }

    [Fact]
    public async Task CarryOver_OpenTurnsOfOldSegments_AreKnownWithoutThem()
    {
        var (open, ended) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await using var writer = Open(new() { SegmentBytes = 1024 });
        writer.Append(SpoolRecordKind.Begun, open, new byte[100]);
        writer.Append(SpoolRecordKind.Begun, ended, new byte[100]);
        await writer.AppendAsync(SpoolRecordKind.Settled, ended, new byte[2000]);
        await writer.AppendAsync(SpoolRecordKind.Settled, Guid.CreateVersion7(), new byte[10]);
        writer.End.Segment.ShouldBe(2);

        await writer.CarryOverAsync(2);
        Folder.Delete(1);

        SpoolReader.Read(Folder, Start, writer.End, int.MaxValue)
            .Where(record => record.Kind == SpoolRecordKind.Begun).Select(record => record.TurnId).ShouldBe([open]);
    }

    [Fact]
    public async Task Reopen_NeverClosed_FindsWhatWasWrittenAndGivesTheRestBack()
    {
        // As a killed process leaves it: pages written, room asked for ahead, nothing flushed and nothing ended.
        var ids = Enumerable.Range(0, 3).Select(_ => Guid.CreateVersion7()).ToArray();
        await using var killed = Open();
        foreach (var id in ids) killed.Append(SpoolRecordKind.Begun, id, new byte[100]);
        var copy = Directory.CreateTempSubdirectory("spool-copy-").FullName;
        var folder = new SpoolFolder(copy);
        File.Copy(Folder.PathOf(1), folder.PathOf(1));
        folder.LengthOf(1).ShouldBeGreaterThanOrEqualTo(killed.End.Offset);

        await using (var next = new SpoolWriter(
            folder, Options.Create(new SpoolOptions()), new SpoolDisk(), TimeProvider.System, NullLogger<SpoolWriter>.Instance))
        {
            next.End.ShouldBe(killed.End);
            SpoolReader.Read(folder, Start, next.End, int.MaxValue).Select(record => record.TurnId).ShouldBe(ids);
        }

        folder.LengthOf(1).ShouldBe(killed.End.Offset);
        Directory.Delete(copy, recursive: true);
    }

    [Fact]
    public async Task Dispose_SegmentBegun_IsAsLongAsWhatStandsInIt()
    {
        SpoolPosition end;
        await using (var writer = Open())
        {
            writer.Append(SpoolRecordKind.Begun, Guid.CreateVersion7(), new byte[100]);
            end = writer.End;
        }

        Folder.LengthOf(end.Segment).ShouldBe(end.Offset);
    }

    [Fact]
    public void Read_DamagedByte_StopsBeforeIt()
    {
        var frame = SpoolFrame.Write(SpoolRecordKind.Settled, Guid.CreateVersion7(), new byte[50]);
        for (var at = 0; at < frame.Length; at++)
        {
            var damaged = frame.ToArray();
            damaged[at] ^= 0x40;
            SpoolFrame.TryRead(damaged, out _, out _, out _, out _).ShouldBeFalse();
        }
    }
}
