namespace CodexPooler.Testing.Topology;

/// <summary>Where a project's program was built, in the configuration of the running tests.</summary>
public static class BuiltProgram
{
    private static readonly DirectoryInfo Output = new(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));

    public static string Of(string project, string assembly)
    {
        var path = Path.Combine(Repository.Root, project, "bin", Output.Parent!.Name, Output.Name, assembly + ".dll");
        return File.Exists(path) ? path : throw new FileNotFoundException($"{project} is not built; refer to it from the tests.");
    }
}
