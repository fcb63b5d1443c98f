using CodexPooler.Edge.Settlement;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Xunit;

namespace CodexPooler.Edge.Tests.Settlement;

public sealed class ProjectTagsTests
{
    [Theory]
    [InlineData("atlas", "atlas")]
    [InlineData("team/atlas-2.0_x", "team/atlas-2.0_x")]
    [InlineData("", null)]
    [InlineData("two words", null)]
    [InlineData("a\"b", null)]
    [InlineData("\u00fcber", null)]
    public void Of_Header_IsTakenWhenPlain(string sent, string? tag) =>
        ProjectTags.Of(new HeaderDictionary { [ProjectTags.Header] = sent }).ShouldBe(tag);

    [Fact]
    public void Of_TooLongOrTwoOrNone_IsNone()
    {
        ProjectTags.Of(new HeaderDictionary { [ProjectTags.Header] = new string('a', 65) }).ShouldBeNull();
        ProjectTags.Of(new HeaderDictionary { [ProjectTags.Header] = new(["a", "b"]) }).ShouldBeNull();
        ProjectTags.Of(new HeaderDictionary()).ShouldBeNull();
    }
}
