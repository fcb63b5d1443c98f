using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;

namespace CodexPooler.Grpc.Interop.Tests.Peers;

/// <summary>A running peer process: its server's port, and its client driven over stdin and stdout.</summary>
internal sealed class Peer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly Process _process;
    private readonly ConcurrentDictionary<int, TaskCompletionSource<PeerResult>> _pending = new();
    private readonly TaskCompletionSource<int> _port = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _writing = new(1);
    private readonly Task _reading;
    private int _lastId;

    private Peer(Process process)
    {
        _process = process;
        _reading = ReadAsync();
    }

    public int Port { get; private set; }

    public static async Task<Peer> StartAsync(PeerProgram program, TimeSpan? connectionAge = null)
    {
        var start = new ProcessStartInfo(program.File, program.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        if (connectionAge is { } age)
            start.Environment["INTEROP_CONNECTION_AGE_MS"] = $"{age.TotalMilliseconds:0}";
        var peer = new Peer(Process.Start(start)!);
        peer.Port = await peer._port.Task.WaitAsync(Patience);
        return peer;
    }

    public int NextId() => Interlocked.Increment(ref _lastId);

    public async Task<PeerResult> RunAsync(PeerCommand command)
    {
        var id = command.Id == 0 ? NextId() : command.Id;
        var result = new TaskCompletionSource<PeerResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        _pending[id] = result;
        await SendAsync(JsonSerializer.Serialize(command with { Id = id }, Json));
        return await result.Task.WaitAsync(Patience);
    }

    public Task CancelAsync(int id) => SendAsync($$"""{"cancel":{{id}}}""");

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
        }
        await _reading;
        _process.Dispose();
        _writing.Dispose();
    }

    private async Task SendAsync(string line)
    {
        await _writing.WaitAsync();
        try
        {
            await _process.StandardInput.WriteLineAsync(line);
            await _process.StandardInput.FlushAsync();
        }
        finally
        {
            _writing.Release();
        }
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            var result = JsonSerializer.Deserialize<PeerResult>(line, Json)!;
            if (result.Port != 0)
                _port.TrySetResult(result.Port);
            else if (!_pending.TryRemove(result.Id, out var waiting))
                throw new InvalidDataException($"The peer answered a command nobody sent: {line}");
            else if (result.Broken is { } broken)
                waiting.TrySetException(new InvalidOperationException(broken));
            else
                waiting.TrySetResult(result);
        }
        var gone = new EndOfStreamException("The peer process has ended; its stderr says why.");
        _port.TrySetException(gone);
        foreach (var waiting in _pending.Values)
            waiting.TrySetException(gone);
    }
}
