using System.Diagnostics;
using CodexPooler.Accounting.Exports;
using CodexPooler.Accounting.Tests.TestData;
using CodexPooler.Data;
using Dapr.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Shouldly;

namespace CodexPooler.Accounting.Tests.Exports;

/// <summary>Everything an export needs, on a real engine, with a bus of its own.</summary>
internal sealed class ExportRig : IAsyncDisposable
{
    public const string Binding = "billing-exports";

    private readonly HttpClient _http = new();
    private readonly ServiceProvider _services;

    private ExportRig(LedgerRig ledger, Uri? sink, Uri? sidecar)
    {
        Ledger = ledger;
        Folder = Directory.CreateTempSubdirectory("codex-pooler-exports-").FullName;
        var options = Microsoft.Extensions.Options.Options.Create(new ExportOptions
        {
            Folder = Folder,
            CloudEvents = sink,
            Binding = sidecar is null ? null : Binding,
        });
        var services = new ServiceCollection();
        if (sidecar is not null) services.AddDaprClient(dapr => dapr.UseHttpEndpoint(sidecar.ToString()));
        _services = services.BuildServiceProvider();
        Store = new ExportStore(ledger.Database, TimeProvider.System);
        Writer = new ExportWriter(ledger.Database);
        Delivery = new ExportDelivery(options, _services);
        Exports = new BillingExports(
            Store, Writer, Delivery, new ExportAnnouncer(Announced, _http, options), NullLogger<BillingExports>.Instance);
    }

    public LedgerRig Ledger { get; }

    public string Folder { get; }

    public ExportStore Store { get; }

    public ExportWriter Writer { get; }

    public ExportDelivery Delivery { get; }

    public BillingExports Exports { get; }

    public HeardEvents Announced { get; } = new();

    public static DateTimeOffset March { get; } = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    public static async Task<ExportRig> CreateAsync(DatabaseEngine engine, Uri? sink = null, Uri? sidecar = null) =>
        new(await LedgerRig.CreateAsync(engine), sink, sidecar);

    public Task<ExportRow> ExportMarchAsync() => Exports.ExportAsync(March, March.AddMonths(1), default);

    /// <summary>Runs the reader outside .NET and returns what it printed.</summary>
    public async Task<string> VerifyAsync(ExportRow export)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "Exports", "verify_export.py");
        string[] database = Ledger.Options.Provider == DatabaseEngine.Sqlite
            ? ["sqlite", Path.Combine(Ledger.Options.Folder, AccountingModule.Name + ".db")]
            : ["postgres", UriOf(Ledger.Options.ConnectionString!)];
        using var process = Process.Start(new ProcessStartInfo("/usr/bin/python3", [script, export.Location!, .. database])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        errors.ShouldBeEmpty();
        return await output;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _services.DisposeAsync();
        await Ledger.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private static string UriOf(string connectionString)
    {
        var text = new NpgsqlConnectionStringBuilder(connectionString);
        return $"postgresql://{text.Username}:{text.Password}@{text.Host}:{text.Port}/{text.Database}";
    }
}
