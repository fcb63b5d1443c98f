using CodexPooler.Edge.Settlement;

namespace CodexPooler.Edge.Tests.Settlement;

public sealed class SpoolTests : IDisposable
{
    private static readonly SpoolPosition Start = new(0, 0);
    private readonly string _folder = Directory.CreateTempSubdirectory("spool-").FullName;

    private SpoolFolder Folder => new(_folder);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Append_AcrossSegments_ReadsBackInOrder()
    {
        var ids = Enumerable.Range(0, 500).Select(_ => Guid.CreateVersion7()).ToArray();
        await using var writer = new SpoolWriter(Folder, new() { SegmentBytes = 4096 });

        foreach (var id in ids) await writer.AppendAsync(SpoolRecordKind.Settled, id, new byte[64], default);

        SpoolReader.Read(Folder, Start, writer.End, int.MaxValue).Select(record => record.TurnId).ShouldBe(ids);
        Folder.Segments().Count.ShouldBeGreaterThan(5);
    }

    [Fact]
    public async Task Reopen_AfterATornWrite_KeepsEveryWholeRecordAndWritesOn()
    {
        var whole = Guid.CreateVersion7();
        await using (var writer = new SpoolWriter(Folder, new()))
            await writer.AppendAsync(SpoolRecordKind.Settled, whole, new byte[10], default);
        var path = Folder.PathOf(Folder.Segments()[^1]);
        var torn = SpoolFrame.Write(SpoolRecordKind.Settled, Guid.CreateVersion7(), new byte[100]);
        for (var cut = 1; cut < torn.Length; cut += 7)
        {
            var before = await File.ReadAllBytesAsync(path);
            await File.WriteAllBytesAsync(path, [.. before, .. torn[..cut]]);
            var later = Guid.CreateVersion7();

            await using var writer = new SpoolWriter(Folder, new());
            await writer.AppendAsync(SpoolRecordKind.Settled, later, new byte[3], default);

            var ids = SpoolReader.Read(Folder, Start, writer.End, int.MaxValue).Select(record => record.TurnId).ToList();
            ids[0].ShouldBe(whole);
            ids[^1].ShouldBe(later);
        }
    }

    [Fact]
    public async Task Append_ManyAtOnce_AllAreDurable()
    {
        await using var writer = new SpoolWriter(Folder, new());

        await Task.WhenAll(Enumerable.Range(0, 2000).Select(_ => writer.AppendAsync(SpoolRecordKind.Settled, Guid.CreateVersion7(), new byte[200], default)));

        SpoolReader.Read(Folder, Start, writer.End, int.MaxValue).Count.ShouldBe(2000);
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
