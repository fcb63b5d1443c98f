using Shouldly;
using Xunit;

namespace CodexPooler.Data.Tests;

public sealed class DataOptionsRulesTests
{
    [Fact]
    public void Validate_Defaults_AreFine() => Failures(new DataOptions()).ShouldBeEmpty();

    [Fact]
    public void Validate_PostgresWithoutConnectionString_SaysWhatIsMissing() =>
        Failures(new DataOptions { Provider = DatabaseEngine.Postgres }).ShouldHaveSingleItem().ShouldContain(
            "Data:ConnectionString is missing");

    [Fact]
    public void Validate_ConnectionStringIsNoneOfIts_DoesNotRepeatIt()
    {
        var options = new DataOptions { Provider = DatabaseEngine.Postgres, ConnectionString = "secret nonsense" };

        Failures(options).ShouldHaveSingleItem().ShouldNotContain("secret");
    }

    [Fact]
    public void Validate_SchemaWithQuote_IsRefused() =>
        Failures(new DataOptions { Schema = "a\"; DROP" }).ShouldHaveSingleItem().ShouldContain("Schema");

    [Fact]
    public void Validate_AttemptsOutOfRange_IsRefused() =>
        Failures(new DataOptions { MaxAttempts = 0 }).ShouldHaveSingleItem().ShouldContain("MaxAttempts");

    private static IEnumerable<string> Failures(DataOptions options) =>
        new DataOptionsRules().Validate("accounting", options).Failures ?? [];
}
