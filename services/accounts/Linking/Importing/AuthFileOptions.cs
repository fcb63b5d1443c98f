using System.ComponentModel.DataAnnotations;

namespace CodexPooler.Accounts.Linking.Importing;

/// <summary>A login file of another tool that is watched: whenever it holds a newer login, that login is taken over.</summary>
internal sealed class AuthFileOptions
{
    /// <summary>
    /// The file, or the folder of an auth.json. Empty: the environment's OPENAI_CODEX_PATH, or nothing is watched.
    /// </summary>
    public string Path { get; set; } = "";

    /// <summary>Slugs of the Pools its account joins.</summary>
    public IList<string> Pools { get; } = [];

    /// <summary>Whose account it is; empty when the team owns it.</summary>
    public string Owner { get; set; } = "";

    /// <summary>How often the file is looked at; network file systems do not tell of changes.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "1.00:00:00")]
    public TimeSpan LookEvery { get; set; } = TimeSpan.FromSeconds(15);

    public string? File()
    {
        var path = Path.Length > 0 ? Path : Environment.GetEnvironmentVariable("OPENAI_CODEX_PATH") ?? "";
        if (path.Length == 0) return null;
        return Directory.Exists(path) ? System.IO.Path.Combine(path, "auth.json") : System.IO.Path.GetFullPath(path);
    }
}
