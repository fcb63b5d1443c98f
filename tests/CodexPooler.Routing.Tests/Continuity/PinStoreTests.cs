using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Data;
using CodexPooler.Routing.Continuity;
using CodexPooler.Routing.Tests.TestData;
using CodexPooler.Testing.Time;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Shouldly;

namespace CodexPooler.Routing.Tests.Continuity;

public sealed class PinStoreTests : IAsyncLifetime
{
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("codex-pooler-pins-").FullName;
    private readonly ManualTimeProvider _time = new();
    private IHost _host = null!;
    private DatabasePinStore _store = null!;

    private long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    public async Task InitializeAsync()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Data:Folder"] = _folder });
        builder.AddCodexPoolerData(RoutingModule.Name, typeof(RoutingModule).Assembly);
        _host = builder.Build();
        await _host.StartAsync();
        _store = new DatabasePinStore(_host.Services.GetRequiredKeyedService<IDatabase>(RoutingModule.Name), _time);
    }

    public async Task DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
        System.IO.Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Find_SavedPin_GivesItBackWhole()
    {
        var pin = Pin("a", 0);
        await _store.SaveAsync([pin], CancellationToken.None);

        (await _store.FindAsync(PinKey.Of(pin), CancellationToken.None)).ShouldBe(pin);
        (await _store.FindAsync(new PinKey(PinKind.File, 1, 5), CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task Save_OlderPinAfterNewer_KeepsTheNewer()
    {
        await _store.SaveAsync([Pin("new", 10)], CancellationToken.None);
        await _store.SaveAsync([Pin("old", 5)], CancellationToken.None);

        (await _store.FindAsync(PinKey.Of(Pin("", 0)), CancellationToken.None))!.AccountId.ShouldBe("new");
    }

    [Fact]
    public async Task Find_PinPastItsLifetime_GivesNothing()
    {
        var pin = Pin("a", 0);
        await _store.SaveAsync([pin], CancellationToken.None);

        _time.Advance(TimeSpan.FromHours(24));

        (await _store.FindAsync(PinKey.Of(pin), CancellationToken.None)).ShouldBeNull();
    }

    private PinFact Pin(string account, long later) => new()
    {
        Kind = PinKind.PreviousResponse,
        HashHigh = ulong.MaxValue,
        HashLow = 5,
        AccountId = account,
        Generation = 2,
        AtMs = Now + later,
        ExpiresAtMs = Now + 86_400_000,
        CachedTokens = 1234,
    };
}
