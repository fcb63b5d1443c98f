using System.Diagnostics;
using System.Text.Json;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Testing.Time;
using Grpc.Core;
using Grpc.Net.Client;

namespace CodexPooler.Routing.Tests.TestData;

/// <summary>The router's own program in a process of its own, on ports it took itself.</summary>
internal sealed class RouterProcess : IAsyncDisposable
{
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("codex-pooler-router-").FullName;
    private readonly List<string> _log = [];
    private readonly List<string> _addresses = [];
    private readonly Process _process;
    private GrpcChannel? _channel;

    private RouterProcess(string name, Uri accounts, Uri? broker, string[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "CodexPooler.Routing.dll")])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] all =
        [
            "Listen:HttpPort=0", "Listen:GrpcPort=0", "Log:Format=Json", "Drain:Delay=00:00:00", "Dapr:Mode=Off",
            "Routing:Access:Enforced=false",
            $"Routing:Replica={name}", $"Peers:Accounts={accounts}", $"Peers:Accounting={accounts}", .. settings,
        ];
        foreach (var setting in all.Where(s => !IsVariable(s)))
            start.ArgumentList.Add("--" + setting);
        foreach (var variable in all.Where(IsVariable).Select(s => s.Split('=', 2)))
            start.Environment[variable[0]] = variable[1];
        if (!settings.Any(s => s is "Routing:Pins:Store=None" or "Routing:Pins:Store=Dapr"))
            start.ArgumentList.Add($"--Data:Folder={_folder}");
        if (broker is not null)
        {
            start.ArgumentList.Add("--Routing:Replication:Enabled=true");
            start.ArgumentList.Add($"--Messaging:Broker={broker}");
        }
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Note(line.Data);
        _process.ErrorDataReceived += (_, line) => Note(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public Router.RouterClient Client { get; private set; } = null!;

    public RouterAdmin.RouterAdminClient Admin { get; private set; } = null!;

    /// <summary>The port of probes and metrics.</summary>
    public Uri Http => new(Addresses()[0]);

    /// <summary>Runs and has heard the directory.</summary>
    public static async Task<RouterProcess> StartAsync(string name, Uri accounts, Uri? broker = null, params string[] settings)
    {
        var router = await ListeningAsync(new RouterProcess(name, accounts, broker, settings));
        await Eventually.TrueAsync(async () => (await router.LiveAsync()).Accounts.Count > 0, "the router heard the directory");
        return router;
    }

    /// <summary>Runs; whether it has heard the directory nobody may ask without a token.</summary>
    public static Task<RouterProcess> StartUnheardAsync(string name, Uri accounts, params string[] settings) =>
        ListeningAsync(new RouterProcess(name, accounts, null, settings));

    private static async Task<RouterProcess> ListeningAsync(RouterProcess router)
    {
        await Eventually.TrueAsync(() => router._process.HasExited || router.Addresses().Count == 2, "the router listens");
        if (router._process.HasExited)
            throw new InvalidOperationException(string.Join('\n', router._log));

        // The second listener is the one for gRPC; the first speaks HTTP/1.1 only.
        router._channel = GrpcChannel.ForAddress(router.Addresses()[1]);
        router.Client = new Router.RouterClient(router._channel);
        router.Admin = new RouterAdmin.RouterAdminClient(router._channel);
        return router;
    }

    /// <summary>Nobody is asked who they are, unless they say so themselves or the settings have it otherwise.</summary>
    public async Task<LiveStateReply> LiveAsync() => await Admin.LiveStateAsync(new LiveStateRequest());

    /// <summary>Whether its log has an entry of this event.</summary>
    public bool Logged(int eventId)
    {
        lock (_log) return _log.Exists(line => line.Contains($"\"event_id\":{eventId},", StringComparison.Ordinal));
    }

    /// <summary>Whether it counts anything of a key that its snapshot for peers would tell.</summary>
    public async Task<bool> KnowsUsageAsync(string key) =>
        (await FactsAsync()).Any(f => f.Usage is { Origin: "ledger" } usage && usage.KeyId == key);

    /// <summary>The account it has in memory for the key; null when it has none.</summary>
    public async Task<string?> HomeAsync(ContinuityKey key) =>
        (await FactsAsync()).Select(f => f.Pin)
            .FirstOrDefault(p => p?.Kind == key.Kind && p.HashHigh == key.HashHigh && p.HashLow == key.HashLow)?.AccountId;

    public async Task<SelectReply> SelectAsync(Action<SelectRequest>? change = null)
    {
        var request = new SelectRequest
        {
            TurnId = Guid.CreateVersion7().ToString(),
            Attempt = 1,
            PoolId = RouterRig.Pool,
            KeyId = RouterRig.Key,
            Model = RouterRig.Model,
            RouteClass = RouteClass.Responses,
        };
        change?.Invoke(request);
        return await Client.SelectAsync(request);
    }

    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _channel?.Dispose();
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
        System.IO.Directory.Delete(_folder, recursive: true);
    }

    private async Task<List<Fact>> FactsAsync()
    {
        using var call = Client.PeerSnapshot(new PeerSnapshotRequest());
        var facts = new List<Fact>();
        while (await call.ResponseStream.MoveNext(CancellationToken.None))
            facts.AddRange(call.ResponseStream.Current.Facts);
        return facts;
    }

    // What Dapr reads comes by environment alone.
    private static bool IsVariable(string setting) => setting.StartsWith("DAPR_", StringComparison.Ordinal);

    private List<string> Addresses()
    {
        lock (_log) return [.. _addresses];
    }

    private void Note(string? line)
    {
        if (line is null)
            return;
        lock (_log)
        {
            _log.Add(line);
            if (!line.StartsWith('{') || !line.Contains("Now listening on", StringComparison.Ordinal))
                return;
            using var entry = JsonDocument.Parse(line);
            _addresses.Add(entry.RootElement.GetProperty("values").GetProperty("address").GetString()!);
        }
    }
}
