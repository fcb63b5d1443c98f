namespace CodexPooler.Accounts.Tests.TestData;

/// <summary>An account of the simulator and of the directory, and the generation it had when last looked at.</summary>
internal sealed class LinkedAccount(Guid id, string upstreamId)
{
    public Guid Id { get; } = id;

    public string UpstreamId { get; } = upstreamId;

    public long Generation { get; set; } = 1;
}
