namespace CodexPooler.Testing.Parts;

/// <summary>Which outside parts (brokers, databases, browsers, clients) this run must have.</summary>
public static class TestParts
{
    /// <summary>True when a missing part is a failure: CI sets <c>CODEX_POOLER_TESTS=all</c>.</summary>
    public static bool AllRequired { get; } = Environment.GetEnvironmentVariable("CODEX_POOLER_TESTS") == "all";

    /// <summary>The full path of a program on the PATH or in <paramref name="alsoIn"/>, or null.</summary>
    public static string? FindProgram(string name, params string[] alsoIn) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Concat(alsoIn)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
}
