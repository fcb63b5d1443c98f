using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Edge.Inspection;
using CodexPooler.Edge.Tests.TestData;
using CodexPooler.Edge.Turns;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using RouterClass = CodexPooler.Contracts.Routing.V1.RouteClass;
using RouterTransport = CodexPooler.Contracts.Routing.V1.Transport;

namespace CodexPooler.Edge.Tests.Turns;

/// <summary>Every field of the router's question the edge can know is filled; docs/routing.md names the others.</summary>
public sealed class SelectFieldsTests
{
    private static readonly TurnFacts Facts = new()
    {
        Model = "gpt-5.5",
        Effort = "high",
        ServiceTier = "flex",
        PromptCacheKey = "cache-1",
        Stream = true,
        MaxOutputTokens = 700,
        Input = InputKinds.Image | InputKinds.Tools,
        BodyLength = 4000,
    };

    // One rule of the contract each: what the ledger alone knows, what a first attempt has none of, what the proto's default
    // says.
    private static readonly string[] MayBeEmpty = ["estimated_cost_micros", "earlier_attempts", "traffic_class", "project_tag"];

    [Fact]
    public async Task Select_OfAWholeTurn_HasEveryFieldTheEdgeCanKnow()
    {
        var asked = await AskedAsync(TurnRoute.Responses, Facts, new HeaderDictionary());

        var empty = SelectRequest.Descriptor.Fields.InDeclarationOrder()
            .Where(
                field => field.Accessor.GetValue(asked) is "" or 0 or 0L or 0UL or false or System.Collections.IList { Count: 0 })
            .Select(field => field.Name).Except(MayBeEmpty);

        empty.ShouldBeEmpty();
        (asked.EstimatedInputTokens, asked.MaxOutputTokens).ShouldBe((1000, 700));
        asked.InputKinds.ShouldBe([InputKind.Image, InputKind.Tools]);
    }

    [Theory]
    [InlineData(false, null, TrafficClass.Interactive)]
    [InlineData(false, "Opportunistic", TrafficClass.Opportunistic)]
    [InlineData(false, "interactive", TrafficClass.Interactive)]
    [InlineData(true, null, TrafficClass.Opportunistic)]
    [InlineData(true, "interactive", TrafficClass.Opportunistic)]
    public async Task Select_TrafficClass_IsTheKeysOrWhatTheClientStandsBackTo(bool ofKey, string? sent, TrafficClass expected)
    {
        var headers = new HeaderDictionary();
        if (sent is not null) headers[TrafficClasses.Header] = sent;
        var key = TestDirectory.TeamKey;
        key.Policy.Opportunistic = ofKey;

        (await AskedAsync(TurnRoute.Responses, Facts, headers, key)).TrafficClass.ShouldBe(expected);
    }

    [Theory]
    [InlineData(RouterClass.Audio)]
    [InlineData(RouterClass.Realtime)]
    public async Task Select_OfARecording_CountsItsBytesForNoTokens(RouterClass route)
    {
        var turn = new TurnRoute("backend.transcribe", "/transcribe", route, RouterTransport.Http);

        (await AskedAsync(turn, new() { BodyLength = 4_000_000 }, new HeaderDictionary())).EstimatedInputTokens.ShouldBe(0);
    }

    private static async Task<SelectRequest> AskedAsync(
        TurnRoute route, TurnFacts facts, HeaderDictionary headers, ApiKey? key = null)
    {
        await using var router = await LateRouter.StartAsync(onSocket: false);
        using var leases = new LeaseDesk(router.Client, TimeProvider.System, NullLogger<LeaseDesk>.Instance);
        router.Answer(new() { Lease = new() { LeaseId = "lease-1" } });
        var caller = key ?? TestDirectory.TeamKey;
        caller.Epoch = 3;
        var turn = new Turn(
            route, TestDirectory.WithKey(caller).Caller, facts, new(default, null, default, ""), headers, DateTimeOffset.UtcNow,
            TimeProvider.System.GetTimestamp());
        await new AccountChoice(router.Client, leases, TimeProvider.System).NextAsync(turn, CancellationToken.None);
        return await router.Heard;
    }
}
