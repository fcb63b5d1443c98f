using System.Text.Json;
using CodexPooler.Accounting.Exports;
using CodexPooler.Accounting.Tests.Alerts;
using CodexPooler.Accounting.Tests.TestData;
using CodexPooler.Contracts.Events;
using CodexPooler.Data;
using CodexPooler.Testing.Postgres;
using Shouldly;
using Xunit;

namespace CodexPooler.Accounting.Tests.Exports;

public sealed class BillingExportsTests
{
    [PostgresTheory]
    [ClassData(typeof(EnginesTheoryData))]
    public async Task ExportAsync_APeriodWithEverything_AgreesWithAnIndependentReader(DatabaseEngine engine)
    {
        await using var rig = await ExportRig.CreateAsync(engine);
        var turns = Facts.Random(300, seed: 8);
        await rig.Ledger.WriteAsync(turns);

        var export = await rig.ExportMarchAsync();

        var march = turns.Count(turn => turn.SettledAt < ExportRig.March.AddMonths(1));
        export.Entries.ShouldBe(march);
        (await rig.VerifyAsync(export)).ShouldStartWith($"ok {march} entries");
        rig.Announced.Of<BillingExportReady>().Single().Files.Select(file => file.Name).ShouldBe(
            ["entries.csv", "entries.jsonl", "focus.csv", "manifest.json"]);
    }

    [PostgresTheory]
    [ClassData(typeof(EnginesTheoryData))]
    public async Task ExportAsync_AgainWithNothingNew_DeliversAndAnnouncesNothing(DatabaseEngine engine)
    {
        await using var rig = await ExportRig.CreateAsync(engine);
        await rig.Ledger.WriteAsync(Facts.Turn(), Facts.Turn(2));
        var first = await rig.ExportMarchAsync();
        var written = File.GetLastWriteTimeUtc(Path.Combine(first.Location!, "entries.csv"));

        var second = await rig.ExportMarchAsync();

        second.ExportId.ShouldBe(first.ExportId);
        File.GetLastWriteTimeUtc(Path.Combine(second.Location!, "entries.csv")).ShouldBe(written);
        (await rig.Store.ListAsync("", default)).Count.ShouldBe(1);
    }

    [PostgresTheory]
    [ClassData(typeof(EnginesTheoryData))]
    public async Task ExportAsync_TurnsCameLateAndPricesChanged_GoIntoACorrectionAndTheFirstStaysAsItWas(DatabaseEngine engine)
    {
        await using var rig = await ExportRig.CreateAsync(engine);
        await rig.Ledger.WriteAsync(Facts.Turn(usage: new(1_000_000, 0, 0, 0, 0)));
        var first = await rig.ExportMarchAsync();
        var bytes = await File.ReadAllBytesAsync(Path.Combine(first.Location!, "entries.csv"));
        await rig.Ledger.WriteAsync(Facts.Turn(3, new(2_000_000, 0, 0, 0, 0)));
        await rig.Ledger.Books.ImportAsync(
            """
            {"version":"2","models":{"gpt-5-codex":{"source":"t","tiers":{"standard":[{"short":{"input":2,"output":9}}]}}}}
            """,
            default);
        await rig.Ledger.Repricer.RepriceAsync(0, long.MaxValue, "", default);

        var correction = await rig.ExportMarchAsync();

        correction.Correction.ShouldBe(1);
        (correction.Entries, correction.CostMicros).ShouldBe((3, 750_000 + 4_000_000));
        (await File.ReadAllBytesAsync(Path.Combine(first.Location!, "entries.csv"))).ShouldBe(bytes);
        (await rig.VerifyAsync(first)).ShouldStartWith("ok 1 entries 1250000");
        (await rig.VerifyAsync(correction)).ShouldStartWith("ok 3 entries 4750000");
    }

    [PostgresTheory]
    [ClassData(typeof(EnginesTheoryData))]
    public async Task ExportAsync_CrashBetweenDeliveryAndItsRecord_DeliversTheSameBytesOnce(DatabaseEngine engine)
    {
        await using var rig = await ExportRig.CreateAsync(engine);
        await rig.Ledger.WriteAsync(Facts.Random(50, seed: 9));
        var open = (await rig.Store.OpenAsync(ExportRig.March, ExportRig.March.AddMonths(1), default))!;
        var staging = rig.Delivery.Staging(open);
        var files = await rig.Writer.WriteAsync(open, staging, default);
        await rig.Delivery.DeliverAsync(open, staging, files, default);
        await rig.Ledger.WriteAsync(Facts.Turn(5));

        var resumed = await rig.ExportMarchAsync();

        resumed.ExportId.ShouldBe(open.ExportId);
        resumed.FileList.ShouldBe(files);
        (await rig.VerifyAsync(resumed)).ShouldStartWith($"ok {open.Entries} entries");
        (await rig.ExportMarchAsync()).Entries.ShouldBe(1);
    }

    [Fact]
    public async Task ExportAsync_CloudEventSink_ReceivesOneStructuredCloudEvent()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var rig = await ExportRig.CreateAsync(DatabaseEngine.Sqlite, new Uri(receiver.Address));
        await rig.Ledger.WriteAsync(Facts.Turn());

        var export = await rig.ExportMarchAsync();
        await rig.ExportMarchAsync();

        var message = JsonDocument.Parse(receiver.Received.ShouldHaveSingleItem().Body).RootElement;
        message.GetProperty("specversion").GetString().ShouldBe("1.0");
        message.GetProperty("id").GetString().ShouldBe(export.ExportId.ToString("D"));
        message.GetProperty("type").GetString().ShouldBe("codexpooler.billing.export_ready.v1");
        message.GetProperty("data").GetProperty("entries").GetInt64().ShouldBe(1);
    }

    [Fact]
    public void Closed_MonthlyOnAnyDay_AreTheMonthsBefore() =>
        BillingPeriods.Closed(ExportSchedule.Monthly, new DateTimeOffset(2026, 3, 1, 0, 30, 0, TimeSpan.Zero), 2)
            .ShouldBe([(Utc(2026, 1, 1), Utc(2026, 2, 1)), (Utc(2026, 2, 1), Utc(2026, 3, 1))]);

    [Theory]
    [InlineData(2026, 3, 1, 31, null)]
    [InlineData(2026, 3, 5, 1, null)]
    [InlineData(2026, 3, 5, 2, "whole UTC day or month")]
    [InlineData(2026, 12, 1, 31, "not over")]
    public void Problem_Period_IsAWholeOneThatIsOver(int year, int month, int day, int days, string? problem)
    {
        var start = Utc(year, month, day);

        var found = BillingPeriods.Problem(start, start.AddDays(days), Utc(2026, 6, 1));

        if (problem is null) found.ShouldBeNull();
        else found!.ShouldContain(problem);
    }

    private static DateTimeOffset Utc(int year, int month, int day) => new(year, month, day, 0, 0, 0, TimeSpan.Zero);
}
