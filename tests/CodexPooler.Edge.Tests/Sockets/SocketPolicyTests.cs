using System.Net;
using CodexPooler.Edge.Tests.Turns;

namespace CodexPooler.Edge.Tests.Sockets;

public sealed class SocketPolicyTests
{
    [Fact]
    public async Task Handshake_SocketsSwitchedOff_SendsTheClientToHttp()
    {
        var fixture = new TurnFixture { Settings = { ["Edge:Sockets:Enabled"] = "false" } };
        await fixture.InitializeAsync();
        try
        {
            await using var socket = await RawSocket.OpenAsync(fixture.Edge);

            socket.Head.ShouldStartWith($"HTTP/1.1 {(int)HttpStatusCode.UpgradeRequired} ");
            socket.Head.ShouldContain("Content-Length: ");
        }
        finally
        {
            await fixture.DisposeAsync();
        }
    }
}
