using CodexPooler.Edge.Warmup.Team;

namespace CodexPooler.Edge.Tests.Warmup;

public sealed class NoLedgerTests
{
    [Fact]
    public async Task Publish_Messages_AreAllWrittenOut()
    {
        ReadMessage[] messages = [new(), new()];

        await new NoLedger().PublishAsync(messages, CancellationToken.None);

        messages.ShouldAllBe(message => message.WasRead);
    }
}
