using System.Text;
using CodexPooler.Edge.Upstream;
using CodexPooler.Edge.Upstream.Plain;
using CodexPooler.Testing.Time;

namespace CodexPooler.Edge.Tests.Upstream;

/// <summary>The client against a listener that says exactly what a test tells it to: RFC 9112 is the contract.</summary>
public sealed class PlainClientTests : IDisposable
{
    private readonly ScriptedServer _server = new();
    private readonly PlainClient _client = new(TimeSpan.FromSeconds(10), TimeProvider.System);

    public void Dispose()
    {
        _client.Dispose();
        _server.Dispose();
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-A: b\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\nx-a:b\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\nx-a: b\ncontent-length: 5\n\nhello")]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200\r\nX-A: b\r\nContent-Length: 5\r\n\r\nhello")]
    public async Task Send_Answered_ReadsItAndUsesTheConnectionAgain(string answer)
    {
        for (var turn = 0; turn < 3; turn++)
        {
            _server.Answer(answer);
            using var response = await SendAsync("{}");

            response.Status.ShouldBe(200);
            response.Value("x-a").ShouldBe("b");
            (await TextAsync(response)).ShouldBe("hello");
        }

        _server.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task Send_AnswerInSingleBytes_IsTheSame()
    {
        _server.Answer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", apiece: 1);

        using var response = await SendAsync("{}");

        (await TextAsync(response)).ShouldBe("hello");
    }

    [Fact]
    public async Task Send_RequestOfAnySize_ArrivesWhole()
    {
        foreach (var length in (int[])[0, 1, 16_000, 17_000, 300_000])
        {
            _server.Answer("HTTP/1.1 204 No Content\r\n\r\n");
            var body = new string('x', length);

            using var response = await SendAsync(body);

            var request = _server.Requests[^1];
            request.ShouldStartWith(
                $"POST /responses?a=b HTTP/1.1\r\nHost: 127.0.0.1:{_server.Port}\r\nAuthorization: Bearer t\r\n");
            request.ShouldContain($"Content-Length: {length}\r\n");
            request.ShouldEndWith("\r\n\r\n" + body);
        }
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello")]
    [InlineData("HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhelloHTTP")]
    public async Task Send_ConnectionThatMayNotBeUsedAgain_IsLeft(string answer)
    {
        for (var turn = 0; turn < 2; turn++)
        {
            _server.Answer(answer);
            using var response = await SendAsync("{}");
            (await TextAsync(response)).ShouldBe("hello");
        }

        _server.Connections.ShouldBe(2);
    }

    [Fact]
    public async Task Send_IdleConnectionClosedByTheUpstream_TakesAnother()
    {
        for (var turn = 1; turn <= 20; turn++)
        {
            await GreetAsync(_client, thenClose: true);
            await _server.Closed(turn);
        }

        _server.Connections.ShouldBe(20);
    }

    [Fact]
    public async Task Send_IdleConnectionClosedByAnUpstreamThatNeverDid_TakesAnother()
    {
        // On this clock no time passes, and the system is not asked any more: that the connection has ended must have been heard.
        using var client = new PlainClient(TimeSpan.FromSeconds(10), new ManualTimeProvider());
        for (var turn = 0; turn <= PlainPool.Trusted; turn++) await GreetAsync(client);
        _server.Connections.ShouldBe(1);

        await GreetAsync(client, thenClose: true);
        await _server.Closed(1);
        await Eventually.TrueAsync(async () =>
        {
            try
            {
                await GreetAsync(client);
                return true;
            }
            catch (HttpRequestException)
            {
                // Not heard yet: as with any peer that leaves while a request is on its way.
                return false;
            }
        }, "another connection serves");

        _server.Connections.ShouldBe(2);
    }

    [Fact]
    public async Task Send_CancelledOnAConnectionUsedBefore_EndsAtOnceAndLeavesIt()
    {
        _server.Answer("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
        using (var response = await SendAsync("{}")) (await TextAsync(response)).ShouldBe("hello");
        using var gone = new CancellationTokenSource();
        var sending = SendAsync("{}", cancellationToken: gone.Token);
        await _server.Received(2);

        await gone.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => sending);
        await _server.Closed(1);
    }

    [Fact]
    public async Task Send_NoLength_ReadsToTheEndOfTheConnection()
    {
        _server.Answer("HTTP/1.1 200 OK\r\n\r\nhello", thenClose: true);

        using var response = await SendAsync("{}");

        (await TextAsync(response)).ShouldBe("hello");
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello")]
    public async Task Read_AnswerCutShort_IsAnErrorAndNoEnd(string answer)
    {
        _server.Answer(answer, thenClose: true);
        using var response = await SendAsync("{}");

        await Should.ThrowAsync<IOException>(() => response.Body.CopyToAsync(Stream.Null));
    }

    [Theory]
    [InlineData("")]
    [InlineData("SSH-2.0-OpenSSH\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\nno colon\r\n\r\n")]
    public async Task Send_NoAnswerOfThisProtocol_Fails(string answer)
    {
        _server.Answer(answer, thenClose: true);

        await Should.ThrowAsync<HttpRequestException>(() => SendAsync("{}"));
    }

    [Fact]
    public async Task Send_HeaderWithALineBreak_IsRefused()
    {
        var request = new UpstreamRequest(AddressOf("/"), default);
        request.Add("x-a", "b\r\nx-c: d");

        await Should.ThrowAsync<HttpRequestException>(() => _client.SendAsync(request, CancellationToken.None).AsTask());
    }

    [Fact]
    public async Task Send_CancelledWhileTheUpstreamThinks_EndsAtOnce()
    {
        using var gone = new CancellationTokenSource();
        var sending = SendAsync("{}", cancellationToken: gone.Token);
        await _server.FirstRequest;

        await gone.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => sending);
    }

    [Fact]
    public async Task Send_NobodyListens_Fails()
    {
        _server.Dispose();

        var fault = await Should.ThrowAsync<HttpRequestException>(() => SendAsync("{}"));
        fault.HttpRequestError.ShouldBe(HttpRequestError.ConnectionError);
    }

    private async Task<UpstreamAnswer> SendAsync(
        string body, PlainClient? client = null, CancellationToken cancellationToken = default)
    {
        var request = new UpstreamRequest(AddressOf("/responses?a=b"), Encoding.ASCII.GetBytes(body));
        request.Add("Authorization", "Bearer t");
        request.Add("Content-Type", "application/json");
        var answer = await (client ?? _client).SendAsync(request, cancellationToken);
        request.IsSent.ShouldBeTrue();
        return answer;
    }

    private async Task GreetAsync(PlainClient client, bool thenClose = false)
    {
        _server.Answer("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", thenClose: thenClose);
        using var response = await SendAsync("{}", client: client);
        (await TextAsync(response)).ShouldBe("hello");
    }

    private UpstreamAddress AddressOf(string path) => new(new Uri($"http://127.0.0.1:{_server.Port}{path}"));

    private static async Task<string> TextAsync(UpstreamAnswer answer)
    {
        using var reader = new StreamReader(answer.Body);
        return await reader.ReadToEndAsync();
    }
}
