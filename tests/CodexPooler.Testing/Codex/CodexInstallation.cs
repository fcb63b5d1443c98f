using CodexPooler.Testing.Npm;

namespace CodexPooler.Testing.Codex;

/// <summary>Finds the native binaries that <c>tests/npm/install.sh</c> put into the cache.</summary>
public static class CodexInstallation
{
    /// <summary>What is missing and how to get it, or null when every version is there.</summary>
    public static string? Missing { get; } = CodexVersion.All
        .Where(version => Find(version) is null)
        .Select(version => $"Codex CLI {version} is not installed: run tests/npm/install.sh {version.PackageFolder}")
        .FirstOrDefault();

    public static string Require(CodexVersion version)
    {
        var binary = Path.Combine(NpmCache.Require(version.PackageFolder), version.BinaryPath);
        return File.Exists(binary) ? binary : throw new FileNotFoundException($"Codex CLI {version} has no binary here.", binary);
    }

    private static string? Find(CodexVersion version) =>
        NpmCache.Find(version.PackageFolder) is { } folder && File.Exists(Path.Combine(folder, version.BinaryPath))
            ? folder
            : null;
}
