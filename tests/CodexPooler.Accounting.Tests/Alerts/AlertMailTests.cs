using CodexPooler.Accounting.Alerts;
using CodexPooler.Accounting.Mail;
using CodexPooler.Accounting.Tests.Mail;
using CodexPooler.Accounting.Tests.TestData;
using CodexPooler.Contracts.Events;
using CodexPooler.Contracts.Ledger.V1;
using CodexPooler.Data;
using CodexPooler.SidecarDouble;
using CodexPooler.Testing.Npm;
using CodexPooler.Testing.Time;
using Dapr.Client;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace CodexPooler.Accounting.Tests.Alerts;

public sealed class AlertMailTests
{
    [NpmFact("smtp")]
    public async Task RunAsync_RuleWithBothWays_PostsAndMailsOnceACoolDownAndMailsAgainWhatWasRefused()
    {
        await using var mail = await MailServer.StartAsync(SmtpSecurity.StartTls, refusals: 1);
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var sidecar = await SidecarWithPasswordAsync();
        var time = new ManualTimeProvider(Facts.Start.AddMinutes(30));
        await using var rig = await LedgerRig.CreateAsync(DatabaseEngine.Sqlite, time);
        using var http = new HttpClient();
        var store = new AlertStore(rig.Database);
        var settings = mail.Options(SmtpSecurity.StartTls);
        (settings.PasswordFile, settings.Secret) = (null, "smtp");
        await using var services = new ServiceCollection()
            .AddDaprClient(dapr => dapr.UseHttpEndpoint(sidecar.HttpEndpoint.ToString())).BuildServiceProvider();
        var smtp = new SmtpSender(Options.Create(settings), new(services, Options.Create(settings)), TimeProvider.System);
        var delivery = new AlertDelivery(store, new(http), new(smtp), time, NullLogger<AlertDelivery>.Instance);
        await new AlertDesk(store).SaveAsync(
            new AlertRule
            {
                Name = "failing",
                Cause = AlertCause.Failures,
                Threshold = 40,
                Webhook = receiver.Address,
                Email = "ada@example.org,bo@example.org",
                Enabled = true,
            },
            default);
        await rig.WriteAsync(Facts.Turn() with { Outcome = TurnOutcome.Failed }, Facts.Turn());

        await Watch(rig, store, time).RunAsync(default);
        await delivery.RunAsync(default);
        await Watch(rig, store, time).RunAsync(default);
        await delivery.RunAsync(default);
        time.Advance(TimeSpan.FromSeconds(15));
        await delivery.RunAsync(default);
        await delivery.RunAsync(default);

        receiver.Received.Count.ShouldBe(1);
        var taken = await mail.NextAsync();
        taken.GetProperty("to").GetArrayLength().ShouldBe(2);
        taken.GetProperty("user").GetString().ShouldBe(MailServer.Username);
        mail.HasMore.ShouldBeFalse();
        (await rig.ScalarAsync("SELECT COUNT(*) FROM alerts WHERE delivered_at IS NULL")).ShouldBe(0);
    }

    [Theory]
    [InlineData("", "webhook or email is needed")]
    [InlineData("ada@example.org;bo@example.org", "separated by commas")]
    [InlineData(" , ", "separated by commas")]
    public async Task SaveAsync_RuleThatReachesNobody_IsRefused(string email, string problem)
    {
        await using var rig = await LedgerRig.CreateAsync(DatabaseEngine.Sqlite);
        var desk = new AlertDesk(new AlertStore(rig.Database));

        (await Should.ThrowAsync<RpcException>(() => desk.SaveAsync(
            new AlertRule { Cause = AlertCause.Unpriced, Email = email }, default))).Status.Detail.ShouldContain(problem);
    }

    private static AlertWatch Watch(LedgerRig rig, AlertStore store, TimeProvider time) =>
        new(rig.Database, store, new(rig.Database), new(rig.Database, time), time);

    private static async Task<Sidecar> SidecarWithPasswordAsync()
    {
        var sidecar = await Sidecar.StartAsync(new SidecarOptions { AppId = "accounting" });
        sidecar.Secrets.Set(
            "codex-pooler-secrets", "smtp", new Dictionary<string, string> { ["password"] = MailServer.Password });
        return sidecar;
    }
}
