namespace CodexPooler.Accounting.Tests.Intake;

/// <summary>How much happens. The long form is what the ledger promises, the short one what every run can afford.</summary>
internal sealed record ChaosPlan(int Turns, int BrokerKills, TimeSpan KillEvery, TimeSpan Deadline)
{
    public const int Chunk = 500;

    public static readonly ChaosPlan Current = Environment.GetEnvironmentVariable("CODEX_POOLER_LONG") == "1"
        ? new(1_000_000, 2, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(30))
        : new(15_000, 1, TimeSpan.FromSeconds(3), TimeSpan.FromMinutes(2));

    public int Chunks => Turns / Chunk;

    /// <summary>In the middle, or after a third and two thirds, while the chunk is on its way.</summary>
    public bool KillsBrokerIn(int chunk) =>
        Enumerable.Range(1, BrokerKills).Any(kill => chunk == Chunks * kill / (BrokerKills + 1));
}
