using CodexPooler.Routing.Faults;
using Shouldly;

namespace CodexPooler.Routing.Tests.Faults;

public sealed class RetryAfterTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("30", 30)]
    [InlineData("1.5", 1.5)]
    [InlineData("Thu, 01 Jan 2026 12:01:00 GMT", 60)]
    [InlineData("Thu, 01 Jan 2026 11:00:00 GMT", 0)]
    [InlineData("1h2m3s", 3723)]
    [InlineData("1500ms", 1.5)]
    [InlineData("Rate limit reached. Please try again in 1.2s.", 1.2)]
    [InlineData("try again in 2 hours", 300)]
    [InlineData("999999999999", 86_400)]
    public void Parse_EveryForm_GivesTheWait(string text, double seconds) =>
        RetryAfter.Parse(text, Now)!.Value.TotalSeconds.ShouldBe(seconds, 0.001);

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("-5")]
    public void Parse_NoWaitInIt_GivesNone(string text) => RetryAfter.Parse(text, Now).ShouldBeNull();
}
