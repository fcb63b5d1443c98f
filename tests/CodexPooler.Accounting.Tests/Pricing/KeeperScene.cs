using CodexPooler.Accounting.Pricing;
using CodexPooler.Accounting.Tests.TestData;
using CodexPooler.Data;
using CodexPooler.Testing.Time;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CodexPooler.Accounting.Tests.Pricing;

/// <summary>The keeper of prices at work, on a ledger and a clock of its own.</summary>
internal sealed class KeeperScene : IAsyncDisposable
{
    private readonly PriceBookKeeper _keeper;
    private readonly ManualTimeProvider _time;
    private readonly HttpClient _http;

    private KeeperScene(LedgerRig rig, PriceBookKeeper keeper, ManualTimeProvider time, HttpClient http) =>
        (Rig, _keeper, _time, _http) = (rig, keeper, time, http);

    public LedgerRig Rig { get; }

    public string Version => Rig.Books.Current.Version;

    public static async Task<KeeperScene> StartAsync(PriceOptions options)
    {
        var time = new ManualTimeProvider(Facts.Start.AddDays(3));
        var rig = await LedgerRig.CreateAsync(DatabaseEngine.Sqlite, time);
        var http = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        var keeper = new PriceBookKeeper(rig.Books, Options.Create(options), http, time, NullLogger<PriceBookKeeper>.Instance);
        await keeper.StartAsync(default);
        return new(rig, keeper, time, http);
    }

    /// <summary>Lets time pass and waits until the keeper has looked, or until what is expected is there.</summary>
    public async Task PassAsync(TimeSpan step, Func<bool>? until = null)
    {
        await Eventually.TrueAsync(() => _time.ArmedTimers > 0, "the keeper waits");
        _time.Advance(step);
        await Eventually.TrueAsync(() => _time.ArmedTimers > 0 && until?.Invoke() != false, "the keeper has looked");
    }

    public async ValueTask DisposeAsync()
    {
        await _keeper.StopAsync(default);
        _keeper.Dispose();
        _http.Dispose();
        await Rig.DisposeAsync();
    }
}
