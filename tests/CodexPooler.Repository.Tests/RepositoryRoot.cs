namespace CodexPooler.Repository.Tests;

internal static class RepositoryRoot
{
    public static string Path { get; } = Testing.Repository.Root;

    public static IEnumerable<string> SourceFiles() =>
        Directory.EnumerateFiles(Path, "*.cs", SearchOption.AllDirectories).Where(IsOurs);

    private static bool IsOurs(string file)
    {
        var segments = System.IO.Path.GetRelativePath(Path, file).Split(System.IO.Path.DirectorySeparatorChar);
        return !segments.Any(segment => segment is "bin" or "obj" or "node_modules" or ".git");
    }
}
