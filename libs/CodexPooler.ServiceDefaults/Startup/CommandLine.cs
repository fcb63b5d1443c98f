namespace CodexPooler.ServiceDefaults.Startup;

/// <summary>What a process was started with: switches of its own and settings by key.</summary>
internal sealed record CommandLine(bool Help, bool Version, bool Verbose, IReadOnlyDictionary<string, string?> Settings)
{
    public static CommandLine Parse(
        IReadOnlyList<string> arguments,
        IReadOnlyDictionary<string, string> aliases,
        IReadOnlyDictionary<string, string>? flags = null)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        bool help = false, version = false, verbose = false;
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            switch (argument)
            {
                case "--help" or "-h": help = true; continue;
                case "--version": version = true; continue;
                case "--verbose" or "-v": verbose = true; continue;
            }

            if (flags is not null && flags.TryGetValue(argument, out var flag))
            {
                settings[flag] = "true";
                continue;
            }

            if (!argument.StartsWith("--", StringComparison.Ordinal)) throw Unknown(argument);
            var equals = argument.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? argument : argument[..equals];
            var key = KeyOf(name, aliases);
            if (equals < 0 && i + 1 >= arguments.Count) throw MissingValue(name);
            settings[key] = equals < 0 ? arguments[++i] : argument[(equals + 1)..];
        }

        return new(help, version, verbose, settings);
    }

    private static string KeyOf(string name, IReadOnlyDictionary<string, string> aliases)
    {
        if (aliases.TryGetValue(name, out var key)) return key;
        return name.Contains(':', StringComparison.Ordinal) ? name[2..] : throw Unknown(name);
    }

    private static StartupException Unknown(string argument) => new(new(
        $"'{argument}' is not an option",
        "command line",
        "Run with --help to see what is; settings are written --Section:Key=value"));

    private static StartupException MissingValue(string name) => new(new(
        $"'{name}' needs a value", "command line", $"Write {name} VALUE or {name}=VALUE"));
}
