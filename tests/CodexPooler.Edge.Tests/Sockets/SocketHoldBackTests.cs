using System.Text.Json;
using CodexPooler.Edge.Tests.Turns;

namespace CodexPooler.Edge.Tests.Sockets;

/// <summary>
/// Upstreams that talk long before they show whether they serve, more than the simulator does. The bounds are those of HTTP's
/// hold-back.
/// </summary>
public sealed class SocketHoldBackTests
{
    private const string Created = """{"type":"response.created","response":{"id":"resp_1"}}""";
    private const string Failed =
        """{"type":"response.failed","response":{"id":"resp_1","error":{"code":"server_error","message":"out of luck"}}}""";

    private const string Limits =
        """{"type":"codex.rate_limits","rate_limits":{"primary":{"used_percent":1,"window_minutes":300,"reset_at":1999999999}}}""";

    private const int Bound = 256 * 1024;
    private const string CompactionRequest =
        """{"type":"response.create","model":"gpt-5.5","stream":true,"input":[{"type":"compaction_trigger"}]}""";

    private static readonly string Progress =
        $$"""{"type":"response.in_progress","response":{"id":"resp_1"},"padding":"{{new string('p', 900)}}"}""";

    [Fact]
    public async Task Turn_LessThanTheBoundThenAFailure_ShowsNothingOfIt()
    {
        var turn = await TurnAsync([Created, .. Repeat(Progress, Bound * 3 / 4), Failed]);

        SocketClient.TypeOf(turn.ShouldHaveSingleItem()).ShouldBe("error");
    }

    [Fact]
    public async Task Turn_MoreThanTheBoundThenAFailure_HasGoneOutUntilThere()
    {
        var turn = await TurnAsync([Created, .. Repeat(Progress, Bound * 2), Failed]);

        SocketClient.TypeOf(turn[0]).ShouldBe("response.created");
        turn.Count.ShouldBe(2 + (Bound * 2 / Progress.Length));
        turn[^1].GetRawText().ShouldContain("out of luck");
    }

    [Fact]
    public async Task Turn_MoreThanTheBoundOfWhatIsNotPassedOn_CountsToo()
    {
        var turn = await TurnAsync([Created, .. Repeat(Limits, Bound * 2), Failed]);

        turn.Select(SocketClient.TypeOf).ShouldBe(["response.created", "response.failed"]);
    }

    [Fact]
    public async Task Compaction_MuchMoreThanTheBoundOfATurn_IsHeldUntilItIsWhole()
    {
        var turn = await TurnAsync([Created, .. Repeat(Progress, Bound * 4), Failed], CompactionRequest);

        SocketClient.TypeOf(turn.ShouldHaveSingleItem()).ShouldBe("error");
    }

    private static IEnumerable<string> Repeat(string message, int bytes) => Enumerable.Repeat(message, bytes / message.Length);

    private static async Task<List<JsonElement>> TurnAsync(IEnumerable<string> messages, string? request = null)
    {
        await using var upstream = await TalkingUpstream.StartAsync(messages, leaves: false);
        var fixture = new TurnFixture();
        try
        {
            fixture.Router.UpstreamBase = upstream.Address.ToString();
            await fixture.InitializeAsync();
            await using var client = await SocketClient.ConnectAsync(fixture.Edge);
            await (request is null ? client.CreateAsync("x") : client.SendAsync(request));
            return await client.TurnAsync();
        }
        finally
        {
            await fixture.DisposeAsync();
        }
    }
}
