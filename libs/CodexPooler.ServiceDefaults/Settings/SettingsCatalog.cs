using System.Collections;
using System.Reflection;
using CodexPooler.ServiceDefaults.Startup;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace CodexPooler.ServiceDefaults.Settings;

/// <summary>Every setting the process knows, so that a misspelt key is an error and not silence.</summary>
internal sealed class SettingsCatalog
{
    private readonly List<(string Section, Type Type)> _sections = [];

    public static SettingsCatalog Of(IHostApplicationBuilder builder)
    {
        if (builder.Properties.TryGetValue(typeof(SettingsCatalog), out var existing)) return (SettingsCatalog)existing;
        var catalog = new SettingsCatalog();
        builder.Properties[typeof(SettingsCatalog)] = catalog;
        return catalog;
    }

    public void Declare(string section, Type type)
    {
        if (!_sections.Contains((section, type))) _sections.Add((section, type));
    }

    public void RejectUnknown(IConfiguration configuration, IEnumerable<string> commandLineKeys)
    {
        var fromEnvironment = Environment.GetEnvironmentVariables().Keys.Cast<string>()
            .Where(name => name.StartsWith(ConfigurationSources.EnvironmentPrefix, StringComparison.OrdinalIgnoreCase))
            .Select(name => name[ConfigurationSources.EnvironmentPrefix.Length..].Replace("__", ":", StringComparison.Ordinal))
            .Where(IsOfThisService);
        foreach (var key in commandLineKeys.Concat(fromEnvironment))
        {
            if (!Knows(key)) throw new StartupException(Unknown(key));
        }
    }

    /// <summary>Options of options: a class of ours, not a value such as a string or an address.</summary>
    public static bool IsNested(Type type) =>
        type.IsClass && !IsMany(type) && type.Namespace?.Split('.')[0] is not ("System" or "Microsoft");

    /// <summary>What binding can set. A property that only computes is not a setting.</summary>
    public static IEnumerable<PropertyInfo> SettingsOf(Type type) => type.GetProperties().Where(property =>
        property.GetIndexParameters().Length == 0
        && (property.SetMethod is { IsPublic: true } || IsNested(property.PropertyType) || IsMany(property.PropertyType)));

    private static bool IsMany(Type type) => type != typeof(string) && typeof(IEnumerable).IsAssignableFrom(type);

    private bool Knows(string key) =>
        key.StartsWith("Logging:", StringComparison.OrdinalIgnoreCase)
        || _sections.Any(section => Rest(key, section.Section) is { } rest && Matches(section.Type, rest));

    // One environment may be given to all services: what belongs to another is no mistake.
    private bool IsOfThisService(string key)
    {
        var root = key.Split(':')[0];
        return _sections.Any(section => section.Section.Split(':')[0].Equals(root, StringComparison.OrdinalIgnoreCase));
    }

    private static string[]? Rest(string key, string section) =>
        key.StartsWith(section + ":", StringComparison.OrdinalIgnoreCase) ? key[(section.Length + 1)..].Split(':') : null;

    private static bool Matches(Type type, ReadOnlySpan<string> path)
    {
        if (path.IsEmpty || type == typeof(object) || IsMany(type)) return true;
        if (!IsNested(type)) return false;
        var name = path[0];
        var property = SettingsOf(type).FirstOrDefault(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        return property is not null && Matches(property.PropertyType, path[1..]);
    }

    private StartupProblem Unknown(string key)
    {
        var known = _sections.SelectMany(s => SettingsOf(s.Type).Select(p => $"{s.Section}:{p.Name}")).Distinct().ToList();
        var near = known.MinBy(candidate => Distance(candidate, key));
        var hint = near is null ? "Remove it" : $"Did you mean {near}? Otherwise remove it";
        return new($"{key} is not a setting of this service", key, hint);
    }

    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0]++;
            for (var j = 1; j <= right.Length; j++)
            {
                var substitution = diagonal + (char.ToUpperInvariant(left[i - 1]) == char.ToUpperInvariant(right[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substitution, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
