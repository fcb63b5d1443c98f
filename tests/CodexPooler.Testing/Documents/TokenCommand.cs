using System.Runtime.Versioning;

namespace CodexPooler.Testing.Documents;

/// <summary>The auth command, installed as the guide says, with the key in a file.</summary>
[UnsupportedOSPlatform("windows")]
public static class TokenCommand
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static string Source { get; } = Path.Combine(ClientGuide.Folder, "codex-pooler-token");

    public static string Install(string home, string? key, UnixFileMode mode = Owner)
    {
        var command = Path.Combine(Directory.CreateDirectory(Path.Combine(home, ".codex", "bin")).FullName, "codex-pooler-token");
        File.Copy(Source, command);
        if (key is not null) Store(home, key, mode);
        return command;
    }

    public static void Store(string home, string key, UnixFileMode mode = Owner)
    {
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(home, ".config", "codex-pooler")).FullName, "key");
        File.WriteAllText(file, key + "\n");
        File.SetUnixFileMode(file, mode);
    }
}
