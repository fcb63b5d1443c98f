using System.Net.WebSockets;
using CodexPooler.Edge.Tests.Turns;

namespace CodexPooler.Edge.Tests.Sockets;

/// <summary>
/// Between turns a client takes any close without a word to its user, and opens another socket when it needs one.
/// </summary>
public sealed class SocketAgeTests
{
    [Theory]
    [InlineData("Edge:Sockets:IdleTimeout")]
    [InlineData("Edge:Sockets:UpstreamLifetime")]
    public async Task Socket_BetweenTurnsForTooLong_IsClosed(string limit)
    {
        var fixture = new TurnFixture { Settings = { [limit] = "00:00:02", ["Edge:Upstream:HeadersTimeout"] = "00:00:15" } };
        await fixture.InitializeAsync();
        try
        {
            await using var client = await SocketClient.ConnectAsync(fixture.Edge);
            await client.CreateAsync("SAY:okEND");
            (await client.TurnAsync())[^1].GetProperty("type").GetString().ShouldBe("response.completed");

            (await client.ReceiveAsync()).ShouldBeNull();

            client.CloseStatus.ShouldBe(WebSocketCloseStatus.NormalClosure);
        }
        finally
        {
            await fixture.DisposeAsync();
        }
    }
}
