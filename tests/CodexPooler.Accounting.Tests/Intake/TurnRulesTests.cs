using CodexPooler.Accounting.Intake;
using CodexPooler.Accounting.Tests.TestData;
using CodexPooler.Contracts.Events;
using Shouldly;
using Xunit;

namespace CodexPooler.Accounting.Tests.Intake;

public sealed class TurnRulesTests
{
    [Fact]
    public void Problem_OrdinaryTurn_HasNone() => Problem(turn => turn).ShouldBeNull();

    [Fact]
    public void Problem_IdIsRandom_IsToldApart() =>
        Problem(turn => turn with { TurnId = Guid.NewGuid() })!.ShouldContain("version 7");

    [Fact]
    public void Problem_IdOfAnotherDay_IsToldApart() =>
        Problem(turn => turn with { TurnId = Guid.CreateVersion7(Facts.Start.AddDays(-9)) })!.ShouldContain("not made when");

    [Fact]
    public void Problem_CachedMoreThanInput_IsToldApart() =>
        Problem(turn => turn with { Usage = new TokenUsage(10, 11, 0, 0, 0) })!.ShouldContain("impossible");

    [Fact]
    public void Problem_NegativeTokens_AreToldApart() =>
        Problem(turn => turn with { Usage = new TokenUsage(-1, -1, 0, 0, 0) })!.ShouldContain("impossible");

    [Fact]
    public void Problem_OlderThanTheLedgerKeeps_IsToldApart() => TurnRules.Problem(
        Facts.Turn(), Facts.Start.AddDays(1), Facts.Start.AddSeconds(1))!.ShouldContain("Accounting:Retention:TurnDays");

    [Fact]
    public void Problem_SettledNextYear_IsToldApart() =>
        Problem(turn => turn with { SettledAt = Facts.Start.AddYears(1) })!.ShouldContain("future");

    [Fact]
    public void Problem_TextWithNul_IsToldApart() => Problem(turn => turn with { Route = "a\0b" })!.ShouldContain("cannot keep");

    private static string? Problem(Func<TurnSettled, TurnSettled> change) =>
        TurnRules.Problem(change(Facts.Turn()), Facts.Start.AddDays(1), Facts.Start.AddDays(-40));
}
