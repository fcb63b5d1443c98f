using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using CodexPooler.Testing.Parts;
using Grpc.Net.Client;

namespace CodexPooler.Grpc.Interop.Tests.Etcd;

/// <summary>A one-member etcd of its own, on loopback, in a folder that goes with it.</summary>
public sealed class EtcdFixture : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("codex-pooler-etcd-");
    private Process? _etcd;
    private Task _reading = Task.CompletedTask;

    internal GrpcChannel Channel { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        if (TestParts.FindProgram("etcd") is not { } program)
            return;
        var (client, peer) = FreePorts();
        var serving = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _etcd = Process.Start(new ProcessStartInfo(program,
        [
            "--data-dir", Path.Combine(_folder.FullName, "data"), "--name", "test",
            "--listen-client-urls", $"http://127.0.0.1:{client}", "--advertise-client-urls", $"http://127.0.0.1:{client}",
            "--listen-peer-urls", $"http://127.0.0.1:{peer}", "--initial-advertise-peer-urls", $"http://127.0.0.1:{peer}",
            "--initial-cluster", $"test=http://127.0.0.1:{peer}",
        ])
        { RedirectStandardError = true, RedirectStandardOutput = true })!;
        _reading = Task.WhenAll(ReadAsync(_etcd.StandardError, serving), ReadAsync(_etcd.StandardOutput, serving));
        await serving.Task.WaitAsync(Patience.Span);
        Channel = GrpcChannel.ForAddress($"http://127.0.0.1:{client}");
    }

    public async Task DisposeAsync()
    {
        Channel?.Dispose();
        if (_etcd is not null)
        {
            _etcd.Kill();
            await _etcd.WaitForExitAsync();
            await _reading;
            _etcd.Dispose();
        }
        _folder.Delete(recursive: true);
    }

    private static async Task ReadAsync(StreamReader output, TaskCompletionSource serving)
    {
        while (await output.ReadLineAsync() is { } line)
            // Debian's 3.4 says the first, 3.5 the second.
            if (line.Contains("client requests on", StringComparison.Ordinal)
                || line.Contains("serving client traffic", StringComparison.Ordinal))
                serving.TrySetResult();
    }

    private static (int First, int Second) FreePorts()
    {
        using var first = new TcpListener(IPAddress.Loopback, 0);
        using var second = new TcpListener(IPAddress.Loopback, 0);
        first.Start();
        second.Start();
        return (((IPEndPoint)first.LocalEndpoint).Port, ((IPEndPoint)second.LocalEndpoint).Port);
    }
}
