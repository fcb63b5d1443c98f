using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CodexPooler.Accounting.Alerts;
using CodexPooler.Accounting.Budgets;
using CodexPooler.Accounting.Mail;
using CodexPooler.Accounting.Tests.TestData;
using CodexPooler.Contracts.Events;
using CodexPooler.Contracts.Ledger.V1;
using CodexPooler.Data;
using CodexPooler.Testing.Postgres;
using CodexPooler.Testing.Time;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace CodexPooler.Accounting.Tests.Alerts;

public sealed class AlertTests
{
    [PostgresTheory]
    [ClassData(typeof(EnginesTheoryData))]
    public async Task RunAsync_TooManyTurnsFail_PostsOneSignedAlertAndCoolsDown(DatabaseEngine engine)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var time = new ManualTimeProvider(Facts.Start.AddMinutes(30));
        await using var rig = await LedgerRig.CreateAsync(engine, time);
        using var http = new HttpClient();
        var store = new AlertStore(rig.Database);
        var watch = Watch(rig, store, time);
        var post = Delivery(store, http, time);
        var rule = await new AlertDesk(store).SaveAsync(
            new AlertRule
            {
                Name = "failing",
                Cause = AlertCause.Failures,
                Threshold = 40,
                Webhook = receiver.Address,
                Enabled = true
            }, default);
        await rig.WriteAsync(Facts.Turn() with { Outcome = TurnOutcome.Failed }, Facts.Turn());

        for (var i = 0; i < 3; i++)
        {
            await watch.RunAsync(default);
            await post.RunAsync(default);
        }

        var (signature, body) = receiver.Received.ShouldHaveSingleItem();
        signature.ShouldBe(Signature(rule.Secret, body, time.GetUtcNow()));
        JsonDocument.Parse(body).RootElement.GetProperty("message").GetString().ShouldBe(
            "1 of 2 turns of Pool pool-1 in this hour failed.");
        await rig.WriteAsync(Facts.Turn(1.1) with { Outcome = TurnOutcome.Failed });
        time.Advance(TimeSpan.FromMinutes(61));
        await watch.RunAsync(default);
        await post.RunAsync(default);
        receiver.Received.Count.ShouldBe(2);
    }

    [PostgresTheory]
    [ClassData(typeof(EnginesTheoryData))]
    public async Task RunAsync_WebhookFails_ComesAgainLater(DatabaseEngine engine)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Status = 500;
        var time = new ManualTimeProvider(Facts.Start.AddMinutes(30));
        await using var rig = await LedgerRig.CreateAsync(engine, time);
        using var http = new HttpClient();
        var store = new AlertStore(rig.Database);
        var post = Delivery(store, http, time);
        await new AlertDesk(store).SaveAsync(
            new AlertRule { Name = "unpriced", Cause = AlertCause.Unpriced, Webhook = receiver.Address, Enabled = true },
            default);
        await rig.WriteAsync(Facts.Turn() with { ModelServed = "model-nobody-priced" });
        await Watch(rig, store, time).RunAsync(default);

        await post.RunAsync(default);
        await post.RunAsync(default);
        receiver.Status = 200;
        time.Advance(TimeSpan.FromSeconds(15));
        await post.RunAsync(default);
        await post.RunAsync(default);

        receiver.Received.Count.ShouldBe(2);
        (await rig.ScalarAsync("SELECT COUNT(*) FROM alerts WHERE delivered_at IS NULL")).ShouldBe(0);
    }

    [PostgresTheory]
    [ClassData(typeof(EnginesTheoryData))]
    public async Task SaveAsync_RuleChanged_KeepsTheSecretAndShowsItOnce(DatabaseEngine engine)
    {
        await using var rig = await LedgerRig.CreateAsync(engine);
        var desk = new AlertDesk(new AlertStore(rig.Database));
        var made = await desk.SaveAsync(
            new AlertRule
            {
                Name = "a",
                Cause = AlertCause.Budget,
                Threshold = 80,
                Webhook = "https://example.org/hook",
                Enabled = true
            }, default);
        made.Rule.Name = "b";

        var changed = await desk.SaveAsync(made.Rule, default);

        made.Secret.Length.ShouldBe(64);
        changed.Secret.ShouldBeEmpty();
        (await new AlertStore(rig.Database).RulesAsync(default)).ShouldHaveSingleItem().Secret.ShouldBe(made.Secret);
        (await desk.ListAsync(default)).Rules.ShouldHaveSingleItem().Name.ShouldBe("b");
    }

    private static AlertDelivery Delivery(AlertStore store, HttpClient http, TimeProvider time)
    {
        var mail = new AlertMail(new SmtpSender(Options.Create(new MailOptions()), null!, time));
        return new(store, new AlertPost(http), mail, time, NullLogger<AlertDelivery>.Instance);
    }

    private static AlertWatch Watch(LedgerRig rig, AlertStore store, TimeProvider time) =>
        new(rig.Database, store, new BudgetStore(rig.Database), new BudgetStates(rig.Database, time), time);

    private static string Signature(string secret, string body, DateTimeOffset at)
    {
        var signed = $"{at.ToUnixTimeSeconds()}.{body}";
        return $"t={at.ToUnixTimeSeconds()},v1="
            + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(signed)));
    }
}
