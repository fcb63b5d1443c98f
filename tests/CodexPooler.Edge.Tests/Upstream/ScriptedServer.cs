using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using CodexPooler.Testing.Time;

namespace CodexPooler.Edge.Tests.Upstream;

/// <summary>Takes whole requests and answers them with exactly the bytes a test gave, in order.</summary>
internal sealed class ScriptedServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<(string Text, int Apiece, bool Close)> _answers = new();
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _serving;
    private int _connections;
    private int _closed;
    private int _received;

    public ScriptedServer()
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _serving = ServeAsync();
    }

    public int Port { get; }

    public int Connections => Volatile.Read(ref _connections);

    public List<string> Requests { get; } = [];

    public Task FirstRequest => _first.Task;

    /// <summary>So many connections are over.</summary>
    public Task Closed(int count) =>
        Eventually.TrueAsync(() => Volatile.Read(ref _closed) >= count, $"{count} connections are over");

    public Task Received(int count) =>
        Eventually.TrueAsync(() => Volatile.Read(ref _received) >= count, $"{count} requests came");

    public void Answer(string text, int apiece = int.MaxValue, bool thenClose = false) =>
        _answers.Enqueue((text, apiece, thenClose));

    public void Dispose()
    {
        _listener.Dispose();
        _serving.Wait(TimeSpan.FromSeconds(10));
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync();
                Interlocked.Increment(ref _connections);
                _ = TalkAsync(client);
            }
        }
        catch (Exception cause) when (cause is SocketException or InvalidOperationException)
        {
            // The test is over.
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        client.NoDelay = true;
        var stream = client.GetStream();
        try
        {
            while (await RequestAsync(stream) is { } request)
            {
                lock (Requests) Requests.Add(request);
                Interlocked.Increment(ref _received);
                _first.TrySetResult();
                if (!_answers.TryDequeue(out var answer)) continue;
                var bytes = Encoding.ASCII.GetBytes(answer.Text);
                for (var at = 0; at < bytes.Length; at += answer.Apiece == int.MaxValue ? bytes.Length : answer.Apiece)
                    await stream.WriteAsync(bytes.AsMemory(at, Math.Min(answer.Apiece, bytes.Length - at)));
                if (answer.Close) return;
            }
        }
        catch (IOException)
        {
            // The client left.
        }
        finally
        {
            client.Dispose();
            Interlocked.Increment(ref _closed);
        }
    }

    private static async Task<string?> RequestAsync(NetworkStream stream)
    {
        var text = new StringBuilder();
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var read = await stream.ReadAsync(buffer);
            if (read == 0) return null;
            text.Append(Encoding.ASCII.GetString(buffer, 0, read));
            var all = text.ToString();
            var head = all.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (head < 0) continue;
            const string name = "Content-Length: ";
            var at = all.IndexOf(name, StringComparison.Ordinal) + name.Length;
            var length = int.Parse(all[at..all.IndexOf('\r', at)], CultureInfo.InvariantCulture);
            if (all.Length == head + 4 + length) return all;
        }
    }
}
