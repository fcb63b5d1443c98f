using System.IO.Compression;
using System.Text;
using System.Text.Json;
using CodexPooler.Edge.Tests.TestData;
using CodexPooler.Edge.Tests.Turns;

namespace CodexPooler.Edge.Tests.Sockets;

/// <summary>RFC 6455 and RFC 7692 byte by byte, with frames written by hand.</summary>
public sealed class SocketProtocolTests : IAsyncLifetime
{
    private const string Turn =
        """{"type":"response.create","model":"gpt-5.5","stream":true,"store":false,"instructions":"x","input":""" +
        """[{"type":"message","role":"user","content":[{"type":"input_text","text":"SAY:okEND"}]}]}""";

    private readonly TurnFixture _fixture = new()
    {
        Settings =
        {
            ["Edge:Upstream:HeadersTimeout"] = "00:00:15",
            ["Edge:Upstream:FirstEventTimeout"] = "00:00:15",
            ["Bodies:MaxBytes"] = "100000",
            ["Bodies:MaxCompressedBytes"] = "100000",
        },
    };

    public Task InitializeAsync() => _fixture.InitializeAsync();

    public Task DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Handshake_Plain_AnswersTheStandardsOwnExample()
    {
        await using var socket = await RawSocket.OpenAsync(_fixture.Edge);

        socket.Head.ShouldStartWith("HTTP/1.1 101 ");
        // RFC 6455 §1.3.
        socket.Head.ShouldContain("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        socket.Head.ShouldContain("x-models-etag: ");
        socket.Head.ShouldContain("x-reasoning-included: true");
        socket.Head.ShouldNotContain("Sec-WebSocket-Extensions");
    }

    [Theory]
    [InlineData("permessage-deflate; client_max_window_bits", "permessage-deflate; client_no_context_takeover")]
    [InlineData(
        "permessage-deflate; server_no_context_takeover",
        "permessage-deflate; client_no_context_takeover; server_no_context_takeover")]
    [InlineData(
        "permessage-deflate; server_max_window_bits=10",
        "permessage-deflate; client_no_context_takeover; server_max_window_bits=10")]
    [InlineData(
        "permessage-deflate; server_max_window_bits=99, permessage-deflate",
        "permessage-deflate; client_no_context_takeover")]
    [InlineData("permessage-deflate; unheard_of", null)]
    [InlineData("x-webkit-deflate-frame", null)]
    public async Task Handshake_OffersCompression_IsAnsweredByTheRules(string offer, string? answer)
    {
        await using var socket = await RawSocket.OpenAsync(
            _fixture.Edge, RawSocket.Handshake + $"Sec-WebSocket-Extensions: {offer}\r\n");

        socket.Head.ShouldStartWith("HTTP/1.1 101 ");
        if (answer is null) socket.Head.ShouldNotContain("Sec-WebSocket-Extensions");
        else socket.Head.ShouldContain($"Sec-WebSocket-Extensions: {answer}\r\n");
    }

    [Theory]
    [InlineData("Sec-WebSocket-Version: 13", "Sec-WebSocket-Version: 8", "426")]
    [InlineData("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Key: short", "400")]
    [InlineData("Upgrade: websocket\r\n", "Upgrade: h2c\r\n", "426")]
    [InlineData(TestDirectory.Key, "sk-nobody", "401")]
    public async Task Handshake_Wrong_IsRefusedWithALength(string right, string wrong, string status)
    {
        await using var socket = await RawSocket.OpenAsync(
            _fixture.Edge, RawSocket.Handshake.Replace(right, wrong, StringComparison.Ordinal));

        socket.Head.ShouldStartWith($"HTTP/1.1 {status} ");
        socket.Head.ShouldContain("Content-Length: ");
    }

    [Fact]
    public async Task Message_InFragmentsWithAPingBetween_IsOneTurn()
    {
        await using var socket = await RawSocket.OpenAsync(_fixture.Edge);
        var text = Encoding.UTF8.GetBytes(Turn);

        await socket.SendAsync(
            RawSocket.Frame(0x01, text.AsSpan(0, 10)),
            RawSocket.Frame(0x89, "are you there"u8),
            RawSocket.Frame(0x00, text.AsSpan(10, 50)),
            RawSocket.Frame(0x80, text.AsSpan(60)));

        var (first, payload) = await socket.ReadAsync();
        first.ShouldBe(0x8A);
        Encoding.UTF8.GetString(payload).ShouldBe("are you there");
        await ShouldCompleteAsync(socket);
    }

    [Fact]
    public async Task Message_Compressed_IsOneTurn()
    {
        await using var socket = await RawSocket.OpenAsync(
            _fixture.Edge, RawSocket.Handshake + "Sec-WebSocket-Extensions: permessage-deflate\r\n");

        await socket.SendAsync(RawSocket.Frame(0xC1, Deflate(Turn)));

        await ShouldCompleteAsync(socket);
    }

    [Fact]
    public async Task Message_Bomb_ClosesTheSocket()
    {
        await using var socket = await RawSocket.OpenAsync(
            _fixture.Edge, RawSocket.Handshake + "Sec-WebSocket-Extensions: permessage-deflate\r\n");

        await socket.SendAsync(RawSocket.Frame(0xC1, Deflate(new string(' ', 5_000_000))));

        (await socket.CloseCodeAsync()).ShouldBe(1009);
    }

    [Theory]
    [InlineData(0x82, "binary", 1003)]
    [InlineData(0x80, "a continuation of nothing", 1002)]
    [InlineData(0xC1, "compressed without agreement", 1002)]
    [InlineData(0xA1, "reserved bit", 1002)]
    [InlineData(0x83, "unknown opcode", 1002)]
    [InlineData(0x09, "a ping in fragments", 1002)]
    [InlineData(0x88, "x", 1002)]
    public async Task Frame_AgainstTheRules_ClosesTheSocket(int first, string payload, int code)
    {
        await using var socket = await RawSocket.OpenAsync(_fixture.Edge);

        await socket.SendAsync(RawSocket.Frame(first, Encoding.UTF8.GetBytes(payload)));

        (await socket.CloseCodeAsync()).ShouldBe(code);
    }

    [Fact]
    public async Task Frame_NotMasked_ClosesTheSocket()
    {
        await using var socket = await RawSocket.OpenAsync(_fixture.Edge);

        await socket.SendAsync(RawSocket.Frame(0x81, "{}"u8, masked: false));

        (await socket.CloseCodeAsync()).ShouldBe(1002);
    }

    [Fact]
    public async Task Message_NotUtf8_ClosesTheSocket()
    {
        await using var socket = await RawSocket.OpenAsync(_fixture.Edge);

        await socket.SendAsync(RawSocket.Frame(0x81, [0xC3, 0x28]));

        (await socket.CloseCodeAsync()).ShouldBe(1007);
    }

    [Fact]
    public async Task Message_TooLarge_IsToldBeforeTheSocketCloses()
    {
        await using var socket = await RawSocket.OpenAsync(_fixture.Edge);

        await socket.SendAsync(RawSocket.Frame(0x81, new byte[100_001]));

        var (_, told) = await socket.ReadAsync();
        JsonDocument.Parse(told).RootElement.GetProperty("status").GetInt32().ShouldBe(413);
        (await socket.CloseCodeAsync()).ShouldBe(1009);
    }

    [Theory]
    [InlineData("{", "valid JSON")]
    [InlineData("[]", "JSON object")]
    [InlineData("""{"type":"response.create","model":"\ud800"}""", "valid JSON")]
    [InlineData("""{"type":"response.create"}""", "'model' is required")]
    [InlineData("""{"type":"response.create","model":1}""", "'model' must be a string")]
    public async Task Message_ThatIsNoTurn_IsRefusedAndTheSocketGoesOn(string message, string words)
    {
        await using var socket = await RawSocket.OpenAsync(_fixture.Edge);

        await socket.SendAsync(RawSocket.Frame(0x81, Encoding.UTF8.GetBytes(message)));
        var (_, told) = await socket.ReadAsync();
        await socket.SendAsync(RawSocket.Frame(0x81, Encoding.UTF8.GetBytes(Turn)));

        var frame = JsonDocument.Parse(told).RootElement;
        frame.GetProperty("status").GetInt32().ShouldBe(400);
        frame.GetProperty("error").GetProperty("message").GetString()!.ShouldContain(words);
        await ShouldCompleteAsync(socket);
    }

    [Fact]
    public async Task Message_OfAnUnknownType_IsIgnored()
    {
        await using var socket = await RawSocket.OpenAsync(_fixture.Edge);

        await socket.SendAsync(
            RawSocket.Frame(0x81, """{"type":"response.processed","response_id":"resp_1"}"""u8),
            RawSocket.Frame(0x81, """{"type":"x"}"""u8),
            RawSocket.Frame(0x81, Encoding.UTF8.GetBytes(Turn)));

        await ShouldCompleteAsync(socket);
        await _fixture.SettledAsync();
    }

    [Fact]
    public async Task Close_FromTheClient_IsAnswered()
    {
        await using var socket = await RawSocket.OpenAsync(_fixture.Edge);

        await socket.SendAsync(RawSocket.Frame(0x88, [0x03, 0xE9]));

        (await socket.CloseCodeAsync()).ShouldBe(1001);
    }

    private static async Task ShouldCompleteAsync(RawSocket socket)
    {
        var type = "";
        while (type != "response.completed")
        {
            var (first, payload) = await socket.ReadAsync();
            first.ShouldBe(0x81, Encoding.UTF8.GetString(payload));
            type = JsonDocument.Parse(payload).RootElement.GetProperty("type").GetString()!;
            type.ShouldNotBe("error", Encoding.UTF8.GetString(payload));
        }
    }

    private static byte[] Deflate(string text)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(Encoding.UTF8.GetBytes(text));
            deflate.Flush();
            // What a flush ends with is what a message leaves out (RFC 7692 §7.2.1).
            return packed.ToArray()[..^4];
        }
    }
}
