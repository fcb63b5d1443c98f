using CodexPooler.Cli.Tests.TestData;

namespace CodexPooler.Cli.Tests;

public sealed class BudgetVerbTests
{
    [Fact]
    public async Task Budget_SetReplacedListedAndRemoved()
    {
        await using var scene = await LedgerScene.StartAsync();
        (await scene.RunAsync("pool", "create", "team")).ShouldEnd(0);

        (await scene.RunAsync("budget", "list")).ShouldEnd(0).Output.ShouldContain("No budgets are set");
        (await scene.RunAsync("budget", "set", "spring", "--pool", "team", "--dollars", "12.5")).ShouldEnd(0)
            .Output.ShouldContain("spring: 12.50 dollars a month, 0 % used; when used up, turns are still served");
        (await scene.RunAsync("budget", "set", "spring", "--project", "atlas", "--turns", "40", "--per", "day", "--enforce"))
            .ShouldEnd(0).Output.ShouldContain("40 turns a day, 0 % used; when used up, turns are refused");

        var listed = (await scene.RunAsync("budget", "list", "--json")).ShouldEnd(0).Json;
        listed.GetArrayLength().ShouldBe(1);
        listed[0].GetProperty("subject_id").GetString().ShouldBe("atlas");
        (await scene.RunAsync("budget", "list")).Output.ShouldContain("refuse");
        (await scene.RunAsync("budget", "remove", "spring")).ShouldEnd(0).Output.ShouldContain("spring is removed");
        (await scene.RunAsync("budget", "remove", "spring")).ShouldEnd(3).Errors.ShouldContain("There is no budget 'spring'");
    }

    [Theory]
    [InlineData("--pool, --key, --person or --project", "--turns", "3")]
    [InlineData("--dollars, --tokens or --turns", "--person", "ada")]
    [InlineData("--dollars, --tokens or --turns", "--person", "ada", "--turns", "3", "--tokens", "3")]
    public async Task Budget_WrongUse_SaysWhatIsMeant(string told, params string[] options)
    {
        await using var scene = await LedgerScene.StartAsync();

        (await scene.RunAsync(["budget", "set", "spring", .. options])).ShouldEnd(2).Errors.ShouldContain(told);
    }

    [Fact]
    public async Task Budget_NothingAllowed_IsRefused()
    {
        await using var scene = await LedgerScene.StartAsync();

        (await scene.RunAsync("budget", "set", "spring", "--person", "ada", "--turns", "0")).ShouldEnd(4)
            .Errors.ShouldContain("above 0");
    }
}
