namespace CodexPooler.Testing;

/// <summary>Where the repository stands, seen from a test assembly inside it.</summary>
public static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "CodexPooler.sln")))
                return folder.FullName;
        throw new DirectoryNotFoundException("CodexPooler.sln stands in no folder above the test assembly.");
    }
}
