using System.Runtime.Versioning;

namespace CodexPooler.Testing.Documents;

/// <summary>The auth command, installed as the guide says, with the key in a file.</summary>
[UnsupportedOSPlatform("windows")]
public static class TokenCommand
{
    public static string Source { get; } = Path.Combine(ClientGuide.Folder, "codex-pooler-token");

    public static string Install(string home, string? key, UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite)
    {
        var command = Path.Combine(Directory.CreateDirectory(Path.Combine(home, ".codex", "bin")).FullName, "codex-pooler-token");
        File.Copy(Source, command);
        if (key is null) return command;
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(home, ".config", "codex-pooler")).FullName, "key");
        File.WriteAllText(file, key + "\n");
        File.SetUnixFileMode(file, mode);
        return command;
    }
}
