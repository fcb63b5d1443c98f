using Microsoft.Extensions.Configuration;

namespace CodexPooler.ServiceDefaults.Startup;

/// <summary>Where settings come from, weakest first: built-in defaults, appsettings.json, environment, command line.</summary>
public static class ConfigurationSources
{
    public const string EnvironmentPrefix = "CODEX_POOLER__";

    internal static void Replace(ConfigurationManager configuration, IDictionary<string, string?> defaults, CommandLine line)
    {
        ((IConfigurationBuilder)configuration).Sources.Clear();
        configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Logging:LogLevel:Default"] = "Information",
            ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
            ["Logging:LogLevel:System.Net.Http"] = "Warning",
            // The process tells a failed start itself, in one line.
            ["Logging:LogLevel:Microsoft.Extensions.Hosting"] = line.Verbose ? "Information" : "None",
        });
        configuration.AddInMemoryCollection(defaults);
        configuration.AddJsonFile("appsettings.json", optional: true, reloadOnChange: false);
        configuration.AddEnvironmentVariables(EnvironmentPrefix);
        configuration.AddInMemoryCollection(line.Settings);
        if (!line.Verbose) return;
        configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Logging:LogLevel:CodexPooler"] = "Debug" });
    }
}
