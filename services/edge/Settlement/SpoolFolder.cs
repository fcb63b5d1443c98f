using System.Globalization;

namespace CodexPooler.Edge.Settlement;

/// <summary>The files of a spool: numbered segments and the cursor of what was published.</summary>
internal sealed class SpoolFolder
{
    private const string Extension = ".spool";
    private readonly string _folder;

    public SpoolFolder(string folder)
    {
        _folder = folder;
        Directory.CreateDirectory(folder);
    }

    public IReadOnlyList<long> Segments() =>
        [.. Directory.EnumerateFiles(_folder, "*" + Extension)
            .Select(file => long.Parse(Path.GetFileNameWithoutExtension(file), CultureInfo.InvariantCulture))
            .Order()];

    public string PathOf(long segment) =>
        Path.Combine(_folder, segment.ToString("D12", CultureInfo.InvariantCulture) + Extension);

    public long LengthOf(long segment) => new FileInfo(PathOf(segment)) is { Exists: true } file ? file.Length : 0;

    public void Delete(long segment) => File.Delete(PathOf(segment));

    public SpoolPosition ReadCursor()
    {
        if (!File.Exists(CursorPath)) return new(0, 0);
        var parts = File.ReadAllText(CursorPath).Split(' ');
        return parts.Length == 2 && long.TryParse(parts[0], CultureInfo.InvariantCulture, out var segment) &&
            long.TryParse(parts[1], CultureInfo.InvariantCulture, out var offset)
            ? new(segment, offset)
            : new(0, 0);
    }

    // Lost or old, the cursor only makes records go out again; accounting counts each turn once.
    public void WriteCursor(SpoolPosition position)
    {
        var draft = CursorPath + ".new";
        File.WriteAllText(draft, string.Create(CultureInfo.InvariantCulture, $"{position.Segment} {position.Offset}"));
        File.Move(draft, CursorPath, overwrite: true);
    }

    private string CursorPath => Path.Combine(_folder, "published");
}
