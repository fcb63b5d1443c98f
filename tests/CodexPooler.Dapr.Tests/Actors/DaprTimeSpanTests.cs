using Dapr.Actors;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;

namespace CodexPooler.Dapr.Tests.Actors;

/// <summary>The literals are dotnet-sdk test/Dapr.Actors.Test/DaprFormatTimeSpanTests.cs.</summary>
public sealed class DaprTimeSpanTests
{
    [Theory]
    [InlineData("4h15m50s60ms", "04:15:50.060")]
    [InlineData("0h35m10s12ms", "00:35:10.012")]
    [InlineData("R10/PT10S", "00:00:10")]
    [InlineData("PT10H5M10S", "10:05:10")]
    [InlineData("R3/P2W3DT4H59M", "17.04:59:00")]
    [InlineData("@every 1s", "00:00:01")]
    [InlineData("", "-00:00:00.001")]
    [InlineData(null, "-00:00:00.001")]
    public void Parse_SdkLiterals_AreRead(string? text, string expected) =>
        DaprTimeSpan.Parse(text).ShouldBe(TimeSpan.Parse(expected, System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("07:23:12", "7h23m12s0ms")]
    [InlineData("00:00:00.020", "0h0m0s20ms")]
    [InlineData("-00:00:00.001", null)]
    public void Format_SdkLiterals_AreWritten(string span, string? expected) =>
        DaprTimeSpan.Format(TimeSpan.Parse(span, System.Globalization.CultureInfo.InvariantCulture)).ShouldBe(expected);

    [Theory]
    [InlineData("soon")]
    [InlineData("5")]
    [InlineData("1h2x")]
    public void Parse_Nonsense_Throws(string text) => Should.Throw<FormatException>(() => DaprTimeSpan.Parse(text));

    [Fact]
    public void FormatThenParse_AnyMilliseconds_IsTheSame() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), milliseconds =>
        {
            var span = TimeSpan.FromMilliseconds(milliseconds);
            return DaprTimeSpan.Parse(DaprTimeSpan.Format(span)) == span;
        }).QuickCheckThrowOnFailure();
}
