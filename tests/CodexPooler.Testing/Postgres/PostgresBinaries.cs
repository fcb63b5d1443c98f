namespace CodexPooler.Testing.Postgres;

/// <summary>Finds the server's programs where Debian and others put them.</summary>
internal static class PostgresBinaries
{
    public static string? Folder { get; } = Candidates().FirstOrDefault(
        folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));

    private static IEnumerable<string> Candidates()
    {
        const string Debian = "/usr/lib/postgresql";
        var path = Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator) ?? [];
        return Directory.Exists(Debian)
            ? Directory.GetDirectories(Debian).OrderDescending(StringComparer.Ordinal).Select(
                version => Path.Combine(version, "bin"))
                .Concat(path)
            : path;
    }
}
