using CodexPooler.Simulator.Responses.Turns;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace CodexPooler.Simulator.Tests.Responses;

public sealed class EncryptedContentTests
{
    [Fact]
    public void BelongsTo_AnyOrganization_OnlyItsOwn() =>
        Prop.ForAll<NonNull<string>, NonNull<string>>((mine, other) =>
        {
            var content = EncryptedContent.Make(mine.Get);
            return EncryptedContent.BelongsTo(content, mine.Get, out _)
                && EncryptedContent.BelongsTo(content, other.Get, out _) == (mine.Get == other.Get);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Make_Twice_NeverRepeats() => EncryptedContent.Make("org").ShouldNotBe(EncryptedContent.Make("org"));
}
