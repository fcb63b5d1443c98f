using System.Text.RegularExpressions;
using CodexPooler.ServiceDefaults.Settings;

namespace CodexPooler.ServiceDefaults.Startup;

/// <summary>Tells what is wrong with a configuration file or with a value that does not convert.</summary>
internal static partial class ConfigurationProblem
{
    public static StartupProblem? Describe(Exception exception) => exception switch
    {
        InvalidDataException { InnerException: FormatException cause }
            when File().Match(exception.Message) is { Success: true } file => Malformed(file.Groups[1].Value, cause),
        InvalidOperationException when Conversion().Match(exception.Message) is { Success: true } bad =>
            SettingProblem.Of(bad.Groups["key"].Value, bad.Groups["value"].Value, "is not " + Expected(bad.Groups["type"].Value)),
        _ => null,
    };

    private static StartupProblem Malformed(string file, FormatException cause) =>
        new($"the configuration file {file} is not valid JSON: {(cause.InnerException ?? cause).Message}", file,
            "Correct the file or move it away");

    private static string Expected(string type) => type switch
    {
        "System.Int32" or "System.Int64" or "System.Int16" or "System.UInt16" => "a whole number",
        "System.Boolean" => "true or false",
        "System.TimeSpan" => "a duration such as 00:00:30",
        "System.Uri" => "an address such as http://127.0.0.1:4317",
        "System.Double" or "System.Decimal" or "System.Single" => "a number",
        _ => EnumNames(type) ?? $"a {type.Split('.')[^1]}",
    };

    private static string? EnumNames(string type)
    {
        var found = AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetType(type))
            .FirstOrDefault(candidate => candidate is { IsEnum: true });
        return found is null ? null : "one of " + string.Join(", ", Enum.GetNames(found));
    }

    [GeneratedRegex("from file '([^']+)'")]
    private static partial Regex File();

    [GeneratedRegex("Failed to convert configuration value(?: '(?<value>.*)')? at '(?<key>[^']+)' to type '(?<type>[^']+)'")]
    private static partial Regex Conversion();
}
