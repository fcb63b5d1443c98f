using System.Security.Cryptography;
using CodexPooler.Testing.Parts;

namespace CodexPooler.Testing.Npm;

/// <summary>The folder into which <c>tests/npm/install.sh NAME</c> installs the packages of <c>tests/npm/NAME</c>.</summary>
public static class NpmCache
{
    /// <summary>The folder that holds <c>node_modules</c>; null when install.sh has not run for this lock file.</summary>
    public static string? Find(string name)
    {
        var lockFile = Path.Combine(Repository.Root, "tests", "npm", name, "package-lock.json");
        if (!File.Exists(lockFile))
            return null;
        var hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(lockFile)))[..12];
        var folder = Path.Combine(CacheFolder(), "npm", $"{name}-{hash}");
        return Directory.Exists(folder) ? folder : null;
    }

    /// <summary>The installed folder; throws with the command that installs it.</summary>
    public static string Require(string name) =>
        Find(name) ?? throw new PartMissingException(Missing(name));

    internal static string Missing(string name) =>
        $"The npm packages of tests/npm/{name} are not installed: run tests/npm/install.sh {name}";

    private static string CacheFolder()
    {
        if (Environment.GetEnvironmentVariable("CODEX_POOLER_TEST_CACHE") is { Length: > 0 } chosen)
            return chosen;
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        return Path.Combine(cache is { Length: > 0 } ? cache : Path.Combine(home, ".cache"), "codex-pooler-tests");
    }
}
