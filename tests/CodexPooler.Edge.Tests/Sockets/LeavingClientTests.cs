using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Edge.Inspection;
using CodexPooler.Edge.Relay;
using CodexPooler.Edge.Sockets;
using CodexPooler.Edge.Sockets.Framing;
using CodexPooler.Edge.Tests.TestData;
using CodexPooler.Edge.Tests.Turns;
using CodexPooler.Edge.Turns;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Edge.Tests.Sockets;

/// <summary>A client may be gone before the write that gave it the end has returned.</summary>
public sealed class LeavingClientTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly CancellationToken Gone = new(canceled: true);
    private readonly TurnFixture _fixture = new();
    private readonly SlowStream _stream = new();

    public Task InitializeAsync() => _fixture.InitializeAsync();

    public Task DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Leave_WhileTheEndIsWritten_TheTurnIsServed()
    {
        using var client = Client();
        var relay = Relay(client);
        var ending = relay.OnMessageAsync(
            """{"type":"response.completed","response":{"id":"resp_1","output":[]}}"""u8.ToArray(), default).AsTask();
        await _stream.Writing.WaitAsync(Patience);

        relay.Leave(Gone);
        _stream.Finish();

        await ending.WaitAsync(Patience);
        (await relay.Ended.WaitAsync(Patience)).ShouldBe(RelayEnd.Terminal);
    }

    [Fact]
    public async Task Leave_BeforeTheEnd_TheTurnIsOver()
    {
        using var client = Client();
        var relay = Relay(client);
        await relay.OnMessageAsync("""{"type":"response.output_text.delta","delta":"a"}"""u8.ToArray(), default);

        relay.Leave(Gone);

        await Should.ThrowAsync<OperationCanceledException>(() => relay.Ended.WaitAsync(Patience));
    }

    private ClientSocket Client() => new(
        new SocketLink(_stream, isServer: true, inflater: null, longestMessage: 1024), 1, TimeProvider.System, new DefaultHttpContext());

    private SocketRelay Relay(ClientSocket client)
    {
        var time = TimeProvider.System;
        var turn = new Turn(
            TurnRoute.Socket, TestDirectory.WithKey().Caller, new TurnFacts { Model = "gpt-5.5" }, new(default, null, default, ""),
            new HeaderDictionary(), time.GetUtcNow(), time.GetTimestamp());
        return new(
            turn, new TurnAttempt(1, new Lease { AccountId = "acct-plus" }, time.GetUtcNow()), client,
            new TurnTimeline(time, time.GetUtcNow(), time.GetTimestamp()), new MessageEdits("etag", null),
            _fixture.Edge.Services.GetRequiredService<SocketDesk>());
    }
}
