using System.Diagnostics;
using System.Globalization;
using System.Net;
using CodexPooler.Accounts;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Testing.Postgres;
using Google.Protobuf.WellKnownTypes;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace CodexPooler.Bench.Accounts;

/// <summary>
/// Operators' edits over gRPC, each validated, audited and committed, and how long until every watcher has them.
/// </summary>
internal sealed class AccountsWatchCommand : IBenchCommand
{
    public const string LastName = "that was all";
    private const double GoalMs = 1000;
    private const int Channels = 8;
    private const int AtOnce = 64;
    private const int Keys = 2000;

    public string Name => "accounts-watch";

    public string Usage =>
        "accounts-watch [--engine postgres|sqlite] [--rate 1000] [--watchers 50] [--seconds 10]   edit to watcher, goal p99 1 s";

    public async Task<int> RunAsync(BenchArguments arguments)
    {
        var rate = (int)arguments.Number("rate", 1000);
        var count = (int)(rate * arguments.Number("seconds", 10));
        var folder = System.IO.Directory.CreateTempSubdirectory("codex-pooler-bench-").FullName;
        await using var app = await StartAsync(arguments, folder);
        var channels = Enumerable.Range(0, Channels).Select(_ => GrpcChannel.ForAddress(app.Urls.Single())).ToArray();
        var admin = new DirectoryAdmin.DirectoryAdminClient(channels[0]);
        var keys = await CreateKeysAsync(admin);

        using var end = new CancellationTokenSource();
        var watchers = Enumerable.Range(0, (int)arguments.Number("watchers", 50))
            .Select(i => new WatchedFeed(new(channels[i % Channels]))).ToArray();
        var watching = watchers.Select(watcher => watcher.RunAsync(end.Token)).ToArray();
        await Task.WhenAll(watchers.Select(watcher => watcher.Joined));

        var began = Stopwatch.GetTimestamp();
        await EditAsync(admin, keys, count, rate);
        var took = Stopwatch.GetElapsedTime(began);
        var last = new Pool { Id = keys[0].PoolId, Name = LastName };
        await admin.SavePoolAsync(new() { Pool = last, Fields = FieldMask.FromString("name") });
        await Task.WhenAll(watchers.Select(watcher => watcher.Ended)).WaitAsync(TimeSpan.FromSeconds(30));
        await end.CancelAsync();
        await Task.WhenAll(watching);
        foreach (var channel in channels) channel.Dispose();
        await app.StopAsync();
        System.IO.Directory.Delete(folder, recursive: true);
        return Report(watchers, count, took);
    }

    private static int Report(WatchedFeed[] watchers, int count, TimeSpan took)
    {
        var delays = watchers.SelectMany(watcher => watcher.DelaysMs).Order().ToArray();
        double At(double share) => delays[(int)((delays.Length - 1) * share)];
        var resets = watchers.Sum(watcher => watcher.Resets) - watchers.Length;
        // A key edited twice between two reads of the store arrives once, as it is: state, not history.
        var once = (count * watchers.Length) - delays.Length;
        var rate = count / took.TotalSeconds;
        Console.WriteLine($"{count} edits in {took.TotalSeconds:0.0} s = {rate:0}/s to {watchers.Length} watchers");
        Console.WriteLine($"{delays.Length} arrivals ({once} overtaken), new snapshots {resets}");
        Console.WriteLine($"p50 {At(0.5):0.0} ms, p99 {At(0.99):0.0} ms, last {delays[^1]:0.0} ms");
        return At(0.99) <= GoalMs ? 0 : 1;
    }

    private static Task EditAsync(DirectoryAdmin.DirectoryAdminClient admin, ApiKey[] keys, int count, int rate)
    {
        var began = Stopwatch.GetTimestamp();
        var degree = new ParallelOptions { MaxDegreeOfParallelism = AtOnce };
        return Parallel.ForEachAsync(Enumerable.Range(0, count), degree, async (i, token) =>
        {
            var due = TimeSpan.FromSeconds(i / (double)rate) - Stopwatch.GetElapsedTime(began);
            if (due > TimeSpan.Zero) await Task.Delay(due, token);
            var asked = Stopwatch.GetTimestamp().ToString(CultureInfo.InvariantCulture);
            var wish = new SaveKeyRequest
            {
                Key = new() { Id = keys[i % keys.Length].Id, Name = asked },
                Fields = FieldMask.FromString("name"),
            };
            await admin.SaveKeyAsync(wish, cancellationToken: token);
        });
    }

    private static async Task<ApiKey[]> CreateKeysAsync(DirectoryAdmin.DirectoryAdminClient admin)
    {
        var pool = await admin.SavePoolAsync(new() { Pool = new() { Slug = "bench" } });
        var keys = new ApiKey[Keys];
        var degree = new ParallelOptions { MaxDegreeOfParallelism = 8 };
        await Parallel.ForEachAsync(Enumerable.Range(0, Keys), degree, async (i, token) =>
        {
            var wish = new SaveKeyRequest { Key = new() { PoolId = pool.Id, Name = $"key {i}" } };
            keys[i] = (await admin.CreateKeyAsync(wish, cancellationToken: token)).Key;
        });
        return keys;
    }

    private static async Task<WebApplication> StartAsync(BenchArguments arguments, string folder)
    {
        var postgres = arguments.Text("engine", "postgres") == "postgres";
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Data:Provider"] = postgres ? "Postgres" : "Sqlite",
            ["Data:ConnectionString"] = postgres ? await (await PostgresServer.SharedAsync()).CreateDatabaseAsync() : null,
            ["Data:Folder"] = folder,
            ["Accounts:Vault:Folder"] = Path.Combine(folder, "vault"),
            ["Accounts:Access:Enforced"] = "false",
        });
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.AddAccounts();
        var app = builder.Build();
        app.MapAccounts();
        await app.StartAsync();
        return app;
    }
}
