using System.Text;

namespace CodexPooler.ServiceDefaults.Startup;

/// <summary>How a service is started: its name, its short options and the values it has when nobody sets them.</summary>
public sealed class ServiceCommand(string service)
{
    private readonly List<(string Option, string Description)> _options = [];
    private readonly Dictionary<string, string> _aliases = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _flags = new(StringComparer.Ordinal);

    public string Service { get; } = service;

    public string Summary { get; init; } = "A service of Codex Pooler.";

    /// <summary>Settings that hold unless a file, the environment or the command line says otherwise.</summary>
    public Dictionary<string, string?> Defaults { get; } = new(StringComparer.OrdinalIgnoreCase);

    internal TextWriter Output { get; init; } = Console.Out;

    internal TextWriter Error { get; init; } = Console.Error;

    internal IReadOnlyDictionary<string, string> Aliases => _aliases;

    internal IReadOnlyDictionary<string, string> Flags => _flags;

    public ServiceCommand Option(string name, string placeholder, string key, string description)
    {
        _aliases[name] = key;
        _options.Add(($"{name} {placeholder}", description));
        return this;
    }

    /// <summary>An option without a value: naming it sets <paramref name="key"/> to true.</summary>
    public ServiceCommand Flag(string name, string key, string description)
    {
        _flags[name] = key;
        _options.Add((name, description));
        return this;
    }

    internal string HelpText()
    {
        var text = new StringBuilder().Append(Summary).Append("\n\nOptions:\n");
        foreach (var (option, description) in _options) text.Append($"  {option,-22} {description}\n");
        return text.Append($"  {"--Section:Key VALUE",-22} any setting; in the environment: CODEX_POOLER__Section__Key\n")
            .Append($"  {"--verbose",-22} more log, and stack traces when something fails\n")
            .Append($"  {"--version",-22} what this build is\n")
            .Append($"  {"--help",-22} this text").ToString();
    }
}
