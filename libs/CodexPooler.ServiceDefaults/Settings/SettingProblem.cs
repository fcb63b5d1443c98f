using CodexPooler.ServiceDefaults.Secrets;
using CodexPooler.ServiceDefaults.Startup;

namespace CodexPooler.ServiceDefaults.Settings;

/// <summary>Says which setting is wrong, what it is now and where to set it.</summary>
public static class SettingProblem
{
    private static readonly string[] Confidential = ["password", "secret", "token", "connectionstring", "apikey", "key"];

    public static StartupProblem Of(string key, object? value, string problem, string? remedy = null)
    {
        var what = value is null or "" ? $"{key} {problem}" : $"{key} is '{Shown(key, value)}', which {problem}";
        return new(what, key, remedy ?? $"Set {EnvironmentName(key)} or --{key}");
    }

    public static string EnvironmentName(string key) =>
        ConfigurationSources.EnvironmentPrefix + key.Replace(":", "__", StringComparison.Ordinal);

    private static string Shown(string key, object value)
    {
        var name = key.Split(':')[^1];
        var hidden = value is ISecret || Confidential.Any(word => name.EndsWith(word, StringComparison.OrdinalIgnoreCase));
        return hidden ? Redaction.Mask : Redaction.Scrub(value.ToString() ?? string.Empty);
    }
}
