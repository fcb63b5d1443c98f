using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using CodexPooler.Testing.Time;

namespace CodexPooler.Testing.RabbitMq;

/// <summary>A real RabbitMQ broker on free loopback ports with its own data folder. Can be killed and started again.</summary>
public sealed class RabbitMqServer : IAsyncDisposable
{
    private static readonly Lazy<Task<RabbitMqServer>> Shared = new(StartAsync);
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(90);

    private readonly RabbitMqNode _node = new();
    private readonly Process _portMapper;
    private Process? _server;
    private int _hosts;

    private RabbitMqServer() => _portMapper = _node.StartPortMapper();

    public int Port => _node.Port;

    /// <summary>The broker of this test assembly; it ends with the process. Take a virtual host of your own from it.</summary>
    public static Task<RabbitMqServer> SharedAsync() => Shared.Value;

    /// <summary>A broker of your own, to be killed and restarted.</summary>
    public static async Task<RabbitMqServer> StartAsync()
    {
        var broker = new RabbitMqServer();
        try
        {
            await broker.StartAgainAsync();
            return broker;
        }
        catch
        {
            await broker.DisposeAsync();
            throw;
        }
    }

    /// <summary>Creates an empty virtual host and returns its address.</summary>
    public async Task<Uri> CreateVirtualHostAsync()
    {
        var name = $"test-{Interlocked.Increment(ref _hosts)}";
        await _node.EvaluateAsync(
            $"ok = rabbit_vhost:add(<<\"{name}\">>, <<\"test\">>), rabbit_auth_backend_internal:set_permissions("
            + $"<<\"guest\">>, <<\"{name}\">>, <<\".*\">>, <<\".*\">>, <<\".*\">>, <<\"test\">>).");
        return new Uri($"amqp://127.0.0.1:{Port}/{name}");
    }

    /// <summary>From now on the broker publishes a copy of every message of the virtual host to its trace exchange.</summary>
    public Task TraceAsync(Uri virtualHost) =>
        _node.EvaluateAsync($"ok = rabbit_trace:start(<<\"{virtualHost.AbsolutePath.Trim('/')}\">>).");

    /// <summary>SIGKILL: nothing is flushed, no client is told.</summary>
    public async Task KillAsync()
    {
        if (_server is null) return;
        _server.Kill(entireProcessTree: true);
        await _server.WaitForExitAsync();
        _server.Dispose();
        _server = null;
    }

    /// <summary>Starts the killed broker on the same port and data folder, and waits until it speaks AMQP.</summary>
    public async Task StartAgainAsync()
    {
        _server = _node.StartServer();
        _server.OutputDataReceived += static (_, _) => { };
        _server.BeginOutputReadLine();
        try
        {
            await Eventually.TrueAsync(AnswersAsync, "RabbitMQ answers", StartDeadline);
        }
        catch (TimeoutException late)
        {
            throw new InvalidOperationException($"RabbitMQ did not start within {StartDeadline}:\n{_node.ReadLog()}", late);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        await EndAsync(_portMapper);
        _node.Delete();
    }

    private static async Task EndAsync(Process process)
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port);
            await client.GetStream().WriteAsync("AMQP\0\0\t\u0001"u8.ToArray());
            return await client.GetStream().ReadAsync(new byte[8]).AsTask().WaitAsync(TimeSpan.FromSeconds(5)) > 0;
        }
        catch (Exception absent) when (absent is SocketException or IOException or TimeoutException)
        {
            return false;
        }
    }
}
