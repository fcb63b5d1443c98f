using System.Reflection;
using System.Runtime.InteropServices;

namespace CodexPooler.ServiceDefaults;

/// <summary>What exactly is running.</summary>
public sealed record BuildInfo(string Service, string Version, string Commit, string Runtime)
{
    public static BuildInfo Of(string service)
    {
        var assembly = Assembly.GetEntryAssembly() ?? typeof(BuildInfo).Assembly;
        var informational = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";
        var parts = informational.Split('+', 2);
        return new(service, parts[0], parts.Length > 1 ? parts[1] : "unknown", RuntimeInformation.FrameworkDescription);
    }

    public override string ToString() => $"codex-pooler {Service} {Version} ({Commit}), {Runtime}";
}
