using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using CodexPooler.Edge.Listening;
using CodexPooler.Edge.Settlement;
using CodexPooler.Edge.Warmup;
using CodexPooler.Edge.Warmup.Backend;
using CodexPooler.Testing.Time;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CodexPooler.Edge.Tests.Warmup;

/// <summary>The rehearsal itself: real sockets, real turns of every kind, and nothing of them afterwards.</summary>
[Collection(AloneCollection.Name)]
public sealed class RehearsalTests
{
    private const int Turns = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Run_EveryKind_IsServedAndLeavesNoTrace()
    {
        await using var edge = await WarmingEdge.StartAsync(Turns);
        await Eventually.TrueAsync(edge.IsReadyAsync, () => string.Join('\n', edge.Log.Lines), TimeSpan.FromSeconds(60));

        var line = edge.Log.Lines.ShouldHaveSingleItem();
        line.Level.ShouldBe(LogLevel.Information, line.Text);
        var all = RehearsedKinds.Count(Turns);
        line.Text.ShouldStartWith($"Warmed up: {all} of {all} turns in ");
        edge.Router.Closed.ShouldBeEmpty();
        edge.Turns.All.ShouldBeEmpty();
        System.IO.Directory.EnumerateFileSystemEntries(edge.Spool).ShouldBeEmpty();

        var metrics = await edge.Server.Http.GetStringAsync("/metrics");
        metrics.ShouldContain("codexpooler_build_info");
        metrics.ShouldNotContain("codexpooler_edge_turns_total");
        metrics.ShouldNotContain("codexpooler_edge_attempts_total");
        metrics.ShouldContain("codexpooler_edge_sockets_open 0\n");
        metrics.ShouldNotContain("codexpooler_edge_socket_");
        metrics.ShouldNotContain("codexpooler_edge_first_byte");
        metrics.ShouldNotContain(UnheardMeters.Prefix.TrimEnd('.'), Case.Insensitive);
        var listened = ((Rehearsal)edge.Services.GetRequiredService<IRehearsal>()).Listened;
        listened.Count.ShouldBe(4);
        foreach (var address in listened)
        {
            metrics.ShouldNotContain($"server_port=\"{address.Port}\"");
            await ShouldBeClosedAsync(address);
        }
    }

    [Fact]
    public async Task Run_EveryKind_TakesEveryWayToTheUpstream()
    {
        await using var edge = await WarmingEdge.StartAsync(turns: 0);
        var ways = new ConcurrentDictionary<string, bool>();
        var rehearsal = Rehearsal(edge, context =>
        {
            var kind = context.WebSockets.IsWebSocketRequest ? "socket" : context.Request.Path.Value!.Split('/')[^1];
            ways[$"{kind} {context.Request.Scheme} {context.Request.Protocol}"] = true;
            return BackendTurns.AnswerAsync(context);
        });

        await rehearsal.RunAsync(new(1), CancellationToken.None).WaitAsync(Patience);

        ways.Keys.Order(StringComparer.Ordinal).ShouldBe(
        [
            "compact http HTTP/1.1", "compact https HTTP/2", "responses http HTTP/1.1", "responses https HTTP/2",
            "socket http HTTP/1.1", "socket https HTTP/1.1",
        ]);
    }

    [Fact]
    public async Task Run_UpstreamFails_SaysHowItWasAnswered()
    {
        await using var edge = await WarmingEdge.StartAsync(turns: 0);
        var rehearsal = Rehearsal(edge, context =>
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return Task.CompletedTask;
        });

        var failure = await Should.ThrowAsync<InvalidOperationException>(
            rehearsal.RunAsync(new(1), CancellationToken.None).WaitAsync(Patience));

        failure.Message.ShouldContain("A turn ");
        await ShouldBeGoneAsync(edge, rehearsal);
    }

    [Fact]
    public async Task Run_ToldToEnd_EndsWithoutATrace()
    {
        await using var edge = await WarmingEdge.StartAsync(turns: 0);
        using var end = new CancellationTokenSource();
        var rehearsal = Rehearsal(edge, async context =>
        {
            await end.CancelAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });

        await Should.ThrowAsync<OperationCanceledException>(rehearsal.RunAsync(new(1), end.Token).WaitAsync(Patience));

        await ShouldBeGoneAsync(edge, rehearsal);
    }

    [Fact]
    public async Task Run_HostThatOnlyRelaysAndCallsARouterApart_RehearsesThatToo()
    {
        await using var edge = await WarmingEdge.StartAsync(turns: 0);
        await using var host = new ServiceCollection()
            .AddSingleton<IMemoryPoolFactory<byte>, RelayBlocks>()
            .AddKeyedSingleton("router", (_, _) => GrpcChannel.ForAddress("http://127.0.0.1:1"))
            .BuildServiceProvider();
        var asked = new ConcurrentDictionary<string, bool>();
        var rehearsal = Rehearsal(edge, BackendTurns.AnswerAsync, host);
        using var heard = new MeterListener();
        heard.InstrumentPublished = (instrument, _) => asked[instrument.Meter.Name] = true;
        heard.Start();
        var progress = new WarmupProgress(RehearsedKinds.Count(Turns));

        HostTraits.Of(host).ShouldBe(new HostTraits(IsDataPlane: true, CallsRouterOverGrpc: true));
        await rehearsal.RunAsync(progress, CancellationToken.None).WaitAsync(Patience);

        progress.Done.ShouldBe(progress.All);
        asked.Keys.ShouldContain(UnheardMeters.Prefix + "CodexPooler.Edge");
        await ShouldBeGoneAsync(edge, rehearsal);
    }

    private static Rehearsal Rehearsal(WarmingEdge edge, RequestDelegate upstream, IServiceProvider? host = null) => new(
        host ?? edge.Services, Options.Create(new WarmupOptions { Turns = Turns }),
        edge.Services.GetRequiredService<IOptions<SpoolOptions>>(), TimeProvider.System)
    {
        Upstream = upstream,
    };

    private static async Task ShouldBeGoneAsync(WarmingEdge edge, Rehearsal rehearsal)
    {
        System.IO.Directory.EnumerateFileSystemEntries(edge.Spool).ShouldBeEmpty();
        rehearsal.Listened.Count.ShouldBe(4);
        foreach (var address in rehearsal.Listened) await ShouldBeClosedAsync(address);
    }

    private static async Task ShouldBeClosedAsync(Uri address)
    {
        using var client = new TcpClient();
        var refused = await Should.ThrowAsync<SocketException>(client.ConnectAsync(IPAddress.Loopback, address.Port));
        refused.SocketErrorCode.ShouldBe(SocketError.ConnectionRefused);
    }
}
