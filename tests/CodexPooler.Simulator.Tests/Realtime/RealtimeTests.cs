using System.Net;
using System.Text;
using CodexPooler.Simulator.Tests.TestData;
using Shouldly;
using Xunit;

namespace CodexPooler.Simulator.Tests.Realtime;

public sealed class RealtimeTests
{
    private const string Path = "/backend-api/codex/realtime/calls";
    private const string Offer =
        "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0\r\n"
        + "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\nc=IN IP4 0.0.0.0\r\na=mid:0\r\na=rtpmap:111 opus/48000/2\r\na=setup:actpass\r\n";

    [Fact]
    public async Task Call_BareOffer_IsAnsweredWithLocation()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var content = new StringContent(Offer, Encoding.UTF8, "application/sdp");

        await AssertAnsweredAsync(simulator, content);
    }

    [Fact]
    public async Task Call_MultipartOffer_IsAnsweredWithLocation()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var content = new MultipartFormDataContent
        {
            { new StringContent(Offer, Encoding.UTF8, "application/sdp"), "sdp" },
            { new StringContent("{\"type\":\"realtime\"}", Encoding.UTF8, "application/json"), "session" },
        };

        await AssertAnsweredAsync(simulator, content);
    }

    [Fact]
    public async Task Call_NotAnOffer_Is400()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var (status, body) = await simulator.PostAsync(Path, new { sdp = Offer });

        status.ShouldBe(HttpStatusCode.BadRequest);
        ((string?)body["error"]!["code"]).ShouldBe("invalid_offer");
    }

    private static async Task AssertAnsweredAsync(RunningSimulator simulator, HttpContent content)
    {
        using var request = simulator.Request(HttpMethod.Post, Path);
        request.Content = content;
        using var response = await simulator.Http.SendAsync(request, simulator.Deadline);

        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        response.Headers.Location!.OriginalString.ShouldStartWith("/v1/realtime/calls/rtc_");
        var answer = await response.Content.ReadAsStringAsync(simulator.Deadline);
        answer.ShouldContain("m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n");
        answer.ShouldContain("a=setup:passive\r\n");
        answer.ShouldNotContain("actpass");
        answer.ShouldContain("a=rtpmap:111 opus/48000/2\r\n");
    }
}
