using System.Text.Json;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Edge.Tests.TestData;
using CodexPooler.Edge.Usage;
using Google.Protobuf.WellKnownTypes;

namespace CodexPooler.Edge.Tests.Usage;

public sealed class PooledUsageTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly TestDirectory _directory = TestDirectory.WithKey().AddAccount("a").AddAccount("b");
    private readonly QuotaHolder _quotas = new();

    [Fact]
    public void Of_OneAccountWithRoom_IsAllowedAndNeverFull()
    {
        Take("a", 100, Now.AddHours(1));
        Take("b", 99.9, Now.AddHours(3));

        var usage = Read();

        usage.Allowed.ShouldBeTrue();
        usage.OfAccount.ShouldHaveSingleItem().ShouldBe(new("account", TimeSpan.FromMinutes(300), 99, Now.AddHours(1)));
    }

    [Fact]
    public void Of_NoAccountWithRoom_IsRefusedUntilTheFirstReset()
    {
        Take("a", 100, Now.AddHours(2));
        Take("b", 100, Now.AddHours(1));

        var body = JsonDocument.Parse(UsageBody.Write(Read(), "key-1", "pool-1", Now)).RootElement.GetProperty("rate_limit");

        body.GetProperty("allowed").GetBoolean().ShouldBeFalse();
        body.GetProperty("limit_reached").GetBoolean().ShouldBeTrue();
        body.GetProperty("primary_window").GetProperty("used_percent").GetInt32().ShouldBe(100);
        body.GetProperty("primary_window").GetProperty("reset_after_seconds").GetInt64().ShouldBe(3600);
        body.GetProperty("primary_window").GetProperty("reset_at").GetInt64().ShouldBe(Now.AddHours(1).ToUnixTimeSeconds());
        body.GetProperty("secondary_window").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public void Of_AnAccountNobodyMeasured_IsRoom()
    {
        Take("a", 100, Now.AddHours(2));

        Read().Allowed.ShouldBeTrue();
    }

    [Fact]
    public void Of_AWindowThatHasEnded_IsEmpty()
    {
        Take("a", 100, Now.AddMinutes(-1));
        Take("b", 100, Now.AddHours(1));

        Read().Allowed.ShouldBeTrue();
    }

    [Fact]
    public void Of_CreditsBeyondTheWindow_AreRoom()
    {
        Take("a", 100, Now.AddHours(2));
        Take("b", 100, Now.AddHours(2), new Credits { HasCredits = true, Balance = "25" });

        var usage = Read();

        usage.Allowed.ShouldBeTrue();
        usage.Credits.ShouldBe(25);
    }

    [Fact]
    public void Of_AnAccountThatCannotServe_DoesNotCount()
    {
        Take("a", 100, Now.AddHours(2));
        Take("b", 10, Now.AddHours(2));
        _directory.AddAccount("b", AccountStatus.Paused);

        Read().Allowed.ShouldBeFalse();
    }

    [Fact]
    public void Of_AModelsOwnWindow_StandsApart()
    {
        Take("a", 20, Now.AddHours(2));
        _quotas.Take(Quota("b", new QuotaWindow { Limit = "codex_bengalfox", WindowMinutes = 10080, UsedPercent = 100 }));

        var body = JsonDocument.Parse(UsageBody.Write(Read(), "key-1", "pool-1", Now)).RootElement;

        body.GetProperty("rate_limit").GetProperty("allowed").GetBoolean().ShouldBeTrue();
        var other = body.GetProperty("additional_rate_limits")[0];
        other.GetProperty("limit_name").GetString().ShouldBe("codex_bengalfox");
        other.GetProperty("rate_limit").GetProperty("limit_reached").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public void Take_OlderEvidence_ChangesNothing()
    {
        Take("a", 50, Now.AddHours(2));
        var older = Quota("a", new QuotaWindow { Limit = "account", WindowMinutes = 300, UsedPercent = 1 });
        older.ObservedAt = Timestamp.FromDateTimeOffset(Now.AddHours(-1));

        _quotas.Take(older);

        _quotas.Of("a")!.Windows[0].UsedPercent.ShouldBe(50);
    }

    private PooledUsage Read() => PooledUsage.Of(_directory.Holder.Current, "pool-1", _quotas, Now);

    private void Take(string account, double used, DateTimeOffset resets, Credits? credits = null)
    {
        var quota = Quota(account, new QuotaWindow
        {
            Limit = "account",
            WindowMinutes = 300,
            UsedPercent = used,
            ResetsAt = Timestamp.FromDateTimeOffset(resets),
        });
        quota.Credits = credits;
        _quotas.Take(quota);
    }

    private static AccountQuota Quota(string account, QuotaWindow window) =>
        new() { AccountId = account, Plan = "plus", ObservedAt = Timestamp.FromDateTimeOffset(Now), Windows = { window } };
}
