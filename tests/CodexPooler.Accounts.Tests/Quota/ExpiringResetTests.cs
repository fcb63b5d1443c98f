using CodexPooler.Accounts.Tests.TestData;
using CodexPooler.Simulator.Quota;

namespace CodexPooler.Accounts.Tests.Quota;

/// <summary>
/// A saved reset near its end, on an account whose Pool has another that could serve: only its end is a reason to spend it.
/// </summary>
public sealed class ExpiringResetTests
{
    private const int Hour = 3600;

    [Theory]
    [InlineData("off", 100, 1, 0, false)]
    [InlineData("blocked", 100, 12, 0, true)]
    [InlineData("blocked", 100, 48, 0, false)]
    [InlineData("blocked", 100, 12, 1, false)]
    [InlineData("blocked", 96, 12, 0, false)]
    [InlineData("threshold", 96, 12, 0, true)]
    [InlineData("threshold", 94, 12, 0, false)]
    [InlineData("blocked", 10, 1, 0, true)]
    [InlineData("blocked", 10, 1, 1, true)]
    [InlineData("blocked", 10, 2, 0, false)]
    [InlineData("blocked", 0, 1, 0, false)]
    public async Task Poll_ResetNearItsEnd_SpentOnlyWhenItIsWorthIt(string mode, int used, int hours, int keep, bool isSpent)
    {
        await using var scene = await SceneAsync(mode, used, keep);

        await scene.GrantAsync(hours * Hour);
        await scene.PollAsync();

        (await scene.LeftAsync()).Count.ShouldBe(isSpent ? 0 : 1);
    }

    [Fact]
    public async Task Poll_SeveralSaved_TheOneThatEndsFirstIsSpentAndNoSecondRightAfter()
    {
        await using var scene = await SceneAsync("blocked", used: 40, keep: 0);
        await scene.GrantAsync(240 * Hour);
        await scene.GrantAsync(Hour / 2);
        await scene.GrantAsync(Hour);

        await scene.PollAsync();
        await scene.UseAndConsiderAsync(percent: 40);

        var left = await scene.LeftAsync();
        left.Count.ShouldBe(2);
        left.Min(reset => reset.ExpiresAt.ToDateTimeOffset()).ShouldBeGreaterThan(DateTimeOffset.UtcNow.AddMinutes(50));
    }

    private static async Task<ResetScene> SceneAsync(string mode, int used, int keep)
    {
        var scene = await ResetScene.StartAsync(new QuotaPlan
        {
            Windows =
            [
                new(WindowSlot.Primary, WindowPlan.FiveHours, 1000),
                new(WindowSlot.Secondary, WindowPlan.Week, 1000) { UsedTokens = used * 10 },
            ],
        });
        await scene.SettingsAsync(("saved_resets.automatic", mode), ("saved_resets.keep", $"{keep}"));
        return scene;
    }
}
