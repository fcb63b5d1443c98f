using CodexPooler.Edge.Settlement;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CodexPooler.Edge.Tests.Settlement;

/// <summary>Where room cannot be asked for ahead, records are written by calls: ADR 0005.</summary>
public sealed class SpoolRoomTests : IDisposable
{
    private const int SegmentBytes = 4096;
    private const int Room = 256 * 1024;
    private readonly string _path = Directory.CreateTempSubdirectory("spool-room-").FullName;
    private readonly SpoolFolder _folder;

    public SpoolRoomTests() => _folder = new(_path);

    public void Dispose() => Directory.Delete(_path, recursive: true);

    private SpoolWriter Open(ISpoolDisk disk, int segmentBytes = SegmentBytes) =>
        new(_folder, Options.Create(new SpoolOptions { SegmentBytes = segmentBytes }), disk, TimeProvider.System,
            NullLogger<SpoolWriter>.Instance);

    [Fact]
    public async Task Append_NoRoomPromised_FilesAreNeverLongerThanWhatStandsInThem()
    {
        var disk = new StubbornDisk { PromisesNothing = true };
        var ids = Enumerable.Range(0, 60).Select(_ => Guid.CreateVersion7()).ToArray();
        await using (var writer = Open(disk))
        {
            foreach (var id in ids)
            {
                writer.Append(SpoolRecordKind.Settled, id, new byte[200]);
                var end = writer.End;
                _folder.LengthOf(end.Segment).ShouldBe(end.Offset);
            }

            writer.End.Segment.ShouldBeGreaterThan(2);
            Ids(writer).ShouldBe(ids);
        }

        await using var next = Open(disk);
        var later = Guid.CreateVersion7();
        await next.AppendAsync(SpoolRecordKind.Settled, later, new byte[10]);
        Ids(next).ShouldBe([.. ids, later]);
        disk.Reserved.ShouldBe(0);
    }

    [Fact]
    public async Task Append_TheKernelRefusesRoom_WritesIntoWhatThereIs()
    {
        using var memory = new SealedMemory(Room);
        var disk = new StubbornDisk();
        await using var writer = Open(disk, Room);
        File.CreateSymbolicLink(_folder.PathOf(1), memory.Path);
        var ids = Enumerable.Range(0, 1000).Select(_ => Guid.CreateVersion7()).ToArray();

        foreach (var id in ids) writer.Append(SpoolRecordKind.Settled, id, new byte[200]);

        Ids(writer).ShouldBe(ids);
        (writer.End.Segment, disk.Reserved).ShouldBe((1, 0));
    }

    [Fact]
    public async Task Append_NeitherRoomPromisedNorLeft_IsAnErrorAndKeepsWhatStands()
    {
        using var memory = new SealedMemory(Room);
        await using var writer = Open(new SpoolDisk(), 2 * Room);
        File.CreateSymbolicLink(_folder.PathOf(1), memory.Path);
        var ids = new List<Guid>();

        Exception? refused = null;
        while (refused is null && ids.Count < 10_000)
        {
            var id = Guid.CreateVersion7();
            refused = Record.Exception(() => writer.Append(SpoolRecordKind.Settled, id, new byte[200]));
            if (refused is null) ids.Add(id);
        }

        SpoolDisk.IsFault(refused!).ShouldBeTrue();
        Ids(writer).ShouldBe(ids);
    }

    private IEnumerable<Guid> Ids(SpoolWriter writer) =>
        SpoolReader.Read(_folder, new(0, 0), writer.End, int.MaxValue).Select(record => record.TurnId);
}
