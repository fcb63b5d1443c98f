using CodexPooler.Testing.Parts;

namespace CodexPooler.Testing.RabbitMq;

/// <summary>Finds the broker's own scripts: Debian's wrapper on the PATH insists on changing the user.</summary>
internal static class RabbitMqBinaries
{
    private const string Debian = "/usr/lib/rabbitmq/lib";

    public static string? Server { get; } = Find("rabbitmq-server");

    public static string? Control { get; } = Find("rabbitmqctl");

    public static string? PortMapper { get; } = TestParts.FindProgram("epmd");

    private static string? Find(string script) => !Directory.Exists(Debian)
        ? TestParts.FindProgram(script)
        : Directory.GetDirectories(Debian).OrderDescending(StringComparer.Ordinal)
            .Select(version => Path.Combine(version, "sbin", script)).FirstOrDefault(File.Exists);
}
