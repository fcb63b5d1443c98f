using CodexPooler.Accounting.Budgets;
using CodexPooler.Contracts.Ledger.V1;
using Shouldly;
using Xunit;

namespace CodexPooler.Accounting.Tests.Budgets;

public sealed class ForecastTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Of_SteadyPaceThatDoesNotLast_SaysWhenAndIsSure()
    {
        var forecast = Forecast.Of([.. Enumerable.Repeat(10L, 12)], used: 120, limit: 170, Now, Now.AddHours(12));

        forecast.PerHour.ShouldBe(10);
        forecast.ExhaustedAt.ShouldBe(Now.AddHours(5));
        forecast.Confidence.ShouldBe(1);
    }

    [Fact]
    public void Of_PaceThatLasts_NamesNoTime() =>
        Forecast.Of([10, 10, 10, 10, 10, 10], 60, 1000, Now, Now.AddHours(12)).ExhaustedAt.ShouldBeNull();

    [Fact]
    public void Of_OneBurst_IsUnsure() =>
        Forecast.Of([0, 0, 0, 0, 0, 600], 600, 1000, Now, Now.AddHours(12)).Confidence.ShouldBeLessThan(0.1);

    [Fact]
    public void Of_FewHours_AreLessSureThanMany() =>
        Forecast.Of([10, 10], 20, 100, Now, Now.AddHours(12)).Confidence
            .ShouldBeLessThan(Forecast.Of([10, 10, 10, 10, 10, 10], 60, 100, Now, Now.AddHours(12)).Confidence);

    [Fact]
    public void Of_UsedUp_IsExhaustedNow() => Forecast.Of([5], 100, 100, Now, Now.AddHours(1)).ExhaustedAt.ShouldBe(Now);

    [Theory]
    [InlineData(BudgetWindow.Day, 4, 5)]
    [InlineData(BudgetWindow.Week, 2, 9)]
    [InlineData(BudgetWindow.Month, 1, 32)]
    public void Around_Wednesday_IsItsDayItsMondayToMondayItsMonth(BudgetWindow window, int from, int to)
    {
        var start = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

        BudgetWindows.Around(window, Now).ShouldBe((start.AddDays(from - 1), start.AddDays(to - 1)));
    }
}
