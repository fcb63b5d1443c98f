using System.Diagnostics;
using CodexPooler.Accounting;
using CodexPooler.Contracts.Events;
using CodexPooler.Contracts.Messaging;
using CodexPooler.Data;
using CodexPooler.Testing.RabbitMq;
using Dapper;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CodexPooler.Bench.Accounting;

/// <summary>From a full queue to committed rows with every roll-up: how many turns a second.</summary>
internal sealed class AccountingIntakeCommand : IBenchCommand
{
    private const int Goal = 5000;

    public string Name => "accounting-intake";

    public string Usage =>
        "accounting-intake [--engine postgres|sqlite] [--turns 50000]   RabbitMQ to committed turns, goal 5000/s";

    public async Task<int> RunAsync(BenchArguments arguments)
    {
        var turns = (int)arguments.Number("turns", 50_000);
        var engine = Ledgers.EngineOf(arguments);
        var folder = Directory.CreateTempSubdirectory("codex-pooler-bench-").FullName;
        await using var server = await RabbitMqServer.StartAsync();
        var broker = new Uri($"amqp://127.0.0.1:{server.Port}/");
        await PublishAsync(broker, turns);
        await using var app = await Ledgers.StartAsync(engine, folder, broker);
        await app.StartAsync();
        var database = app.Services.GetRequiredKeyedService<IDatabase>(AccountingModule.Name);
        // The first turns are slow while the code is compiled; what is told is the steady state.
        while (await CountAsync(database) < turns / 4) await Task.Delay(5);
        var (first, watch, cpu) = (await CountAsync(database), Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        while (await CountAsync(database) < turns) await Task.Delay(20);
        var rate = (turns - first) / watch.Elapsed.TotalSeconds;
        var busy = (Environment.CpuUsage.TotalTime - cpu).TotalSeconds;
        Console.WriteLine(
            $"{engine}: {turns - first} turns in {watch.Elapsed.TotalSeconds:0.00} s = {rate:0} turns/s (goal {Goal}); "
            + $"this process used {busy:0.00} s of processor: {(turns - first) / busy:0} turns a processor second");
        await app.StopAsync();
        Directory.Delete(folder, recursive: true);
        return rate >= Goal ? 0 : 1;
    }

    private static async Task PublishAsync(Uri broker, int turns)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Messaging:Broker"] = broker.ToString() });
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.AddMessaging(bus => bus.Publishes<TurnSettled>(Queues.LedgerTurns));
        using var host = builder.Build();
        await host.StartAsync();
        var publisher = host.Services.GetRequiredService<IEventPublisher>();
        var sample = new SampleTurns(1, DateTimeOffset.UtcNow.AddHours(-1), TimeSpan.FromMinutes(50));
        for (var sent = 0; sent < turns; sent += 1000)
            await publisher.PublishAsync(sample.Next(Math.Min(1000, turns - sent)), CancellationToken.None);
        await host.StopAsync();
    }

    private static Task<long> CountAsync(IDatabase database) => database.ReadAsync(
        (connection, _) => connection.ExecuteScalarAsync<long>(
            "SELECT CAST(COALESCE(SUM(turns), 0) AS BIGINT) FROM rollups_day WHERE dimension = 1"),
        CancellationToken.None);
}
