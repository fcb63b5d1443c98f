using CodexPooler.ServiceDefaults.Startup;

namespace CodexPooler.Standalone;

/// <summary>The one folder that holds all the process keeps.</summary>
internal sealed record DataFolder(string Path)
{
    public const string Setting = "Data:Folder";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public static string Default { get; } = System.IO.Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".codex-pooler");

    public bool IsDefault => Path == Default;

    /// <summary>Makes the folder, proves that it can be written and points every service's own folder into it.</summary>
    public static DataFolder Open(ConfigurationManager configuration)
    {
        var path = System.IO.Path.GetFullPath(configuration[Setting]!);
        try
        {
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
            else Directory.CreateDirectory(path, OwnerOnly);
            var probe = System.IO.Path.Combine(path, $".write-{Guid.CreateVersion7():N}");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new StartupException(
                new($"the data folder {path} cannot be written", Setting,
                    "Make it writable for this user or choose another with --data"),
                refused);
        }

        var folder = new DataFolder(path);
        configuration[Setting] = path;
        configuration["Accounts:Vault:Folder"] ??= folder.Below("vault");
        configuration["Edge:Directory:File"] ??= folder.Below("directory.snapshot");
        configuration["Edge:Spool:Folder"] ??= folder.Below("spool");
        configuration["Accounting:Exports:Folder"] ??= folder.Below("exports");
        return folder;
    }

    public string Below(string name) => System.IO.Path.Combine(Path, name);
}
