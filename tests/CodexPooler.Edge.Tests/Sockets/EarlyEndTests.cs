using CodexPooler.Contracts.Events;
using CodexPooler.Edge.Tests.TestData;
using CodexPooler.Edge.Tests.Turns;

namespace CodexPooler.Edge.Tests.Sockets;

/// <summary>An upstream that stops in the middle of an answer without a close, which the simulator's never do.</summary>
public sealed class EarlyEndTests : IAsyncLifetime
{
    private static readonly string[] Beginning =
    [
        """{"type":"response.created","response":{"id":"resp_1"}}""",
        """{"type":"response.output_text.delta","delta":"x"}""",
    ];

    private readonly TurnFixture _fixture = new();
    private EdgeServer? _upstream;

    public async Task InitializeAsync()
    {
        _upstream = await TalkingUpstream.StartAsync(Beginning, leaves: true);
        _fixture.Router.UpstreamBase = _upstream.Address.ToString();
        await _fixture.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await _fixture.DisposeAsync();
        if (_upstream is not null) await _upstream.DisposeAsync();
    }

    [Fact]
    public async Task Turn_UpstreamStopsAfterSomethingVisible_IsAnAnswerWithoutItsEnd()
    {
        await using var client = await SocketClient.ConnectAsync(_fixture.Edge);

        await client.CreateAsync("x");
        var turn = await client.TurnAsync();

        turn[^1].GetProperty("type").GetString().ShouldBe("response.failed");
        var settled = await _fixture.SettledAsync();
        settled.Outcome.ShouldBe(TurnOutcome.Interrupted);
        settled.ErrorCode.ShouldBe("upstream_stream_cut");
        settled.Attempts.ShouldHaveSingleItem().Fault.ShouldBe("stream_error");
    }
}
