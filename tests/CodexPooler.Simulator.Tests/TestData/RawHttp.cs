using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace CodexPooler.Simulator.Tests.TestData;

/// <summary>A turn over a bare TCP connection, for what an HTTP client would hide.</summary>
internal sealed class RawHttp : IDisposable
{
    private readonly TcpClient _tcp = new();
    private readonly CancellationToken _deadline;

    private RawHttp(CancellationToken deadline) => _deadline = deadline;

    public static async Task<RawHttp> PostAsync(RunningSimulator simulator, JsonObject body, string account = "acct-plus")
    {
        var raw = new RawHttp(simulator.Deadline);
        await raw._tcp.ConnectAsync(simulator.BaseAddress.Host, simulator.BaseAddress.Port, simulator.Deadline);
        var json = body.ToJsonString();
        var head = $"POST {TurnClient.Path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {simulator.Token(account)}\r\n" +
            $"Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n";
        await raw._tcp.GetStream().WriteAsync(Encoding.UTF8.GetBytes(head + json), simulator.Deadline);
        return raw;
    }

    public async Task<string> ReadUntilAsync(string wanted)
    {
        var text = new StringBuilder();
        var buffer = new byte[16 * 1024];
        while (!text.ToString().Contains(wanted, StringComparison.Ordinal))
        {
            var size = await _tcp.GetStream().ReadAsync(buffer, _deadline);
            if (size == 0) break;
            text.Append(Encoding.UTF8.GetString(buffer, 0, size));
        }
        return text.ToString();
    }

    /// <summary>Everything up to the end of the connection; a reset counts as an end and is told apart.</summary>
    public async Task<(string Text, bool Reset)> ReadToEndAsync()
    {
        var text = new StringBuilder();
        var buffer = new byte[16 * 1024];
        try
        {
            while (await _tcp.GetStream().ReadAsync(buffer, _deadline) is var size and > 0)
            {
                text.Append(Encoding.UTF8.GetString(buffer, 0, size));
                if (text.ToString().EndsWith("0\r\n\r\n", StringComparison.Ordinal)) break;
            }
            return (text.ToString(), false);
        }
        catch (IOException)
        {
            return (text.ToString(), true);
        }
    }

    public void Dispose() => _tcp.Dispose();
}
