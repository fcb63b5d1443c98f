using System.Diagnostics;

namespace CodexPooler.Testing.RabbitMq;

/// <summary>The folders, ports and environment of one broker node, so that nodes of several test runs never meet.</summary>
internal sealed class RabbitMqNode
{
    private readonly string _home = Directory.CreateTempSubdirectory("codex-pooler-mq-").FullName;
    private readonly int _distributionPort = FreePort.Next();
    private readonly int _mapperPort = FreePort.Next();

    public int Port { get; } = FreePort.Next();

    private string Name => $"pooler{Port}@localhost";

    public Process StartPortMapper() => Start(RabbitMqBinaries.PortMapper!, "-port", $"{_mapperPort}", "-address", "127.0.0.1");

    public Process StartServer() => Start(RabbitMqBinaries.Server!);

    public async Task EvaluateAsync(string expression)
    {
        using var control = Start(RabbitMqBinaries.Control!, "eval", expression);
        var output = control.StandardOutput.ReadToEndAsync();
        var errors = await control.StandardError.ReadToEndAsync();
        await control.WaitForExitAsync();
        if (control.ExitCode != 0) throw new InvalidOperationException($"rabbitmqctl eval failed: {errors}{await output}");
    }

    public string ReadLog() =>
        string.Concat(Directory.EnumerateFiles(_home, "*.log", SearchOption.AllDirectories).Select(File.ReadAllText));

    public void Delete()
    {
        try
        {
            Directory.Delete(_home, recursive: true);
        }
        catch (IOException)
        {
            // The killed broker's helper may still hold a file; the folder is temporary either way.
        }
    }

    private Process Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = _home,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Environment()) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private Dictionary<string, string> Environment() => new()
    {
        ["HOME"] = _home,
        ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        ["ERL_EPMD_PORT"] = $"{_mapperPort}",
        ["RABBITMQ_NODENAME"] = Name,
        ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
        ["RABBITMQ_NODE_PORT"] = $"{Port}",
        ["RABBITMQ_DIST_PORT"] = $"{_distributionPort}",
        ["RABBITMQ_MNESIA_BASE"] = Path.Combine(_home, "data"),
        ["RABBITMQ_LOG_BASE"] = Path.Combine(_home, "log"),
        ["RABBITMQ_CONFIG_FILE"] = Path.Combine(_home, "none"),
        ["RABBITMQ_CONF_ENV_FILE"] = Path.Combine(_home, "none-env"),
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(_home, "plugins"),
        ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1}",
    };
}
