namespace CodexPooler.Edge.Warmup;

/// <summary>
/// What a rehearsal writes, below the spool's own folder: there the edge may write, and it is the same disk. What a killed edge
/// left is removed by the next.
/// </summary>
internal sealed class ScratchFolder : IDisposable
{
    private const string Name = "warm-up";

    public ScratchFolder(string below)
    {
        Path = System.IO.Path.Combine(below, Name);
        Dispose();
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    public void Dispose()
    {
        if (Directory.Exists(Path)) Directory.Delete(Path, recursive: true);
    }
}
