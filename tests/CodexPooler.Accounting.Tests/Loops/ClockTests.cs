using CodexPooler.Accounting.Alerts;
using CodexPooler.Accounting.Exports;
using CodexPooler.Accounting.Retention;
using CodexPooler.Accounting.Tests.TestData;
using CodexPooler.Data;
using CodexPooler.Testing.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace CodexPooler.Accounting.Tests.Loops;

/// <summary>A background loop whose exception escapes stops the whole host: none may, whatever fails below it.</summary>
public sealed class ClockTests
{
    public static TheoryData<Type> Clocks => [typeof(AlertClock), typeof(RetentionClock), typeof(ExportClock)];

    [Theory]
    [MemberData(nameof(Clocks))]
    public async Task Clock_RoundFailsAsNobodyThought_DoesTheNextOne(Type which)
    {
        await using var rig = await LedgerRig.CreateAsync(DatabaseEngine.Sqlite);
        var (database, time) = (new SpoiltDatabase(rig.Database), new ManualTimeProvider(Facts.Start));
        await using var services = Build(database, time);
        var clock = (BackgroundService)services.GetServices<IHostedService>().Single(service => service.GetType() == which);

        await clock.StartAsync(default);
        await Eventually.TrueAsync(
            () =>
            {
                time.Advance(TimeSpan.FromHours(1));
                return database.Served > 0 || clock.ExecuteTask!.IsCompleted;
            },
            "the next round");

        clock.ExecuteTask!.IsFaulted.ShouldBeFalse();
        await clock.StopAsync(default);
    }

    private static ServiceProvider Build(IDatabase database, TimeProvider time)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Messaging:Transport"] = "InMemory" });
        builder.Services.AddSingleton(time);
        builder.AddAccounting();
        builder.Services.AddKeyedSingleton(AccountingModule.Name, database);
        return builder.Services.BuildServiceProvider();
    }
}
