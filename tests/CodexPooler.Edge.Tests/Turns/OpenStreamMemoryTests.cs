using CodexPooler.Edge.Tests.TestData;
using CodexPooler.Edge.Tests.Warmup;

namespace CodexPooler.Edge.Tests.Turns;

/// <summary>
/// What a stream holds while its model thinks, with the server's connection and both sockets: a gateway has thousands of them
/// open. 17 to 19 KB of unoptimised code; 30 KB when a turn still knew its body's memory after it had given it back.
/// </summary>
[Collection(AloneCollection.Name)]
public sealed class OpenStreamMemoryTests : IAsyncLifetime
{
    private const int AtOnce = 100;
    private const int Rounds = 4;

    private readonly OpenStreams _streams = new();
    private readonly TurnFixture _fixture = new()
    {
        Settings =
        {
            ["Edge:Upstream:HeadersTimeout"] = "00:01:00",
            ["Edge:Upstream:IdleTimeout"] = "00:05:00",
            ["Edge:Upstream:KeepAliveAfter"] = "00:05:00",
        },
    };

    public Task InitializeAsync()
    {
        _fixture.Router.UpstreamBase = _streams.Address;
        return _fixture.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        _streams.Dispose();
        await _fixture.DisposeAsync();
    }

    [Fact]
    public async Task Stream_OpenAndSilent_HoldsLittle()
    {
        // These fill the pools, of arrays too, of which each thread of the process has its own.
        for (var round = 0; round < Rounds; round++) await OpenAsync();
        var before = Held();

        for (var round = 0; round < Rounds; round++) await OpenAsync();
        var each = (Held() - before) / (AtOnce * Rounds);

        each.ShouldBeInRange(5_000, 24_000);
    }

    private Task OpenAsync() => Task.Factory.StartNew(
        () => _streams.Open(AtOnce, _fixture.Edge.Address), CancellationToken.None, TaskCreationOptions.LongRunning,
        TaskScheduler.Default);

    private static long Held()
    {
        for (var round = 0; round < 2; round++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
