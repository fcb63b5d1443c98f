namespace CodexPooler.Repository.Tests;

internal static class RepositoryRoot
{
    public static string Path { get; } = Find();

    public static IEnumerable<string> SourceFiles() =>
        Directory.EnumerateFiles(Path, "*.cs", SearchOption.AllDirectories).Where(IsOurs);

    private static bool IsOurs(string file)
    {
        var segments = System.IO.Path.GetRelativePath(Path, file).Split(System.IO.Path.DirectorySeparatorChar);
        return !segments.Any(segment => segment is "bin" or "obj" or "node_modules" or ".git");
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "CodexPooler.sln")))
                return folder.FullName;
        throw new DirectoryNotFoundException("CodexPooler.sln stands in no folder above the test assembly.");
    }
}
