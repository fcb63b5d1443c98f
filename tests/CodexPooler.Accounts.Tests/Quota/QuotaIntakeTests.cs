using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Contracts.Events;
using CodexPooler.Testing.Time;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Accounts.Tests.Quota;

public sealed class QuotaIntakeTests
{
    [Fact]
    public async Task Observed_OnTheBus_BecomesEvidence()
    {
        await using var host = await AccountsHost.StartAsync("Sqlite", ("Messaging:Transport", "InMemory"));
        var id = Guid.CreateVersion7();

        await host.Services.GetRequiredService<IBus>().PublishBatch(
            new[] { Observed(id, 61, "stream_event"), Observed(id, 99, "hearsay") });

        ListQuotaResponse listed = new();
        await Eventually.TrueAsync(
            async () => (listed = await host.Quota.ListAsync(new())).Accounts.Count > 0, "the evidence arrives");
        var window = listed.Accounts.Single().Windows.Single();
        (window.UsedPercent, window.Source, window.CredentialGeneration).ShouldBe((61, QuotaSource.StreamEvent, 3));
    }

    private static QuotaObserved Observed(Guid id, double used, string source) => new()
    {
        AccountId = id.ToString(),
        Limit = "account",
        WindowMinutes = 300,
        UsedPercent = used,
        ObservedAt = DateTimeOffset.UtcNow,
        ResetsAt = DateTimeOffset.UtcNow.AddHours(2),
        Source = source,
        CredentialGeneration = 3,
    };
}
