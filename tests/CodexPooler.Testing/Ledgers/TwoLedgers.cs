using CodexPooler.Contracts.Ledger.V1;
using CodexPooler.Simulator.Ledger;
using CodexPooler.Testing.Simulated;
using CodexPooler.Testing.Time;
using CodexPooler.Testing.Topology;
using Google.Protobuf.WellKnownTypes;

namespace CodexPooler.Testing.Ledgers;

/// <summary>
/// What the backend served against what accounting reports, for the accounts of a seat: by account and model, every class of
/// tokens. The backend's side is independent of everything the gateway saw or wrote.
/// </summary>
public static class TwoLedgers
{
    private static readonly string[] Metered = ["responses", "responses.compact"];
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    /// <summary>Waits until both tell the same: usage reaches accounting over the spool and the bus, after the turn.</summary>
    public static async Task ShouldAgreeAsync(
        this IInstallation installation, SimulatorControl simulator, Seat seat, TimeSpan? deadline = null)
    {
        IReadOnlyDictionary<string, TokenCounts> served = new Dictionary<string, TokenCounts>(), told = served;
        await Eventually.TrueAsync(
            async () =>
            {
                (served, told) = await installation.ReadBothAsync(simulator, seat);
                return served.Count == told.Count
                    && served.All(entry => told.TryGetValue(entry.Key, out var counts) && counts == entry.Value);
            },
            () => $"the ledgers agree.\nBackend:\n{Lines(served)}Accounting:\n{Lines(told)}",
            deadline ?? Deadline);
    }

    /// <summary>What both tell now, by account and model.</summary>
    public static async Task<(IReadOnlyDictionary<string, TokenCounts> Served, IReadOnlyDictionary<string, TokenCounts> Told)>
        ReadBothAsync(this IInstallation installation, SimulatorControl simulator, Seat seat) =>
        (await ServedAsync(simulator, seat), await ToldAsync(installation, seat));

    private static async Task<IReadOnlyDictionary<string, TokenCounts>> ServedAsync(SimulatorControl simulator, Seat seat) =>
        (await simulator.LedgerAsync())
            .Where(row => row.Account is not null
                && row.Outcome is Outcomes.Completed or Outcomes.Incomplete
                && Metered.Contains(row.Route) && seat.Accounts.ContainsKey(row.Account))
            .GroupBy(row => $"{seat.Accounts[row.Account!]} {row.Model}", row => row.Usage ?? default)
            .ToDictionary(group => group.Key, group => group.Aggregate(default(TokenCounts), (sum, usage) => sum + Of(usage)));

    private static async Task<IReadOnlyDictionary<string, TokenCounts>> ToldAsync(IInstallation installation, Seat seat)
    {
        var ledger = new Ledger.LedgerClient(installation.OperatorOf("accounting"));
        var now = DateTime.UtcNow;
        var reply = await ledger.SummarizeAsync(new SummarizeRequest
        {
            Window = new Window { From = now.AddDays(-1).ToTimestamp(), To = now.AddHours(1).ToTimestamp() },
            By = Dimension.AccountModel,
            PoolId = seat.PoolId,
            Limit = 1000,
        });
        return reply.Rows.Where(row => row.Totals.Succeeded > 0).ToDictionary(row => row.Value, row => Of(row.Totals));
    }

    private static TokenCounts Of(TokenUsage usage) =>
        new(1, usage.Input, usage.Cached, usage.CacheWrite, usage.Output, usage.Reasoning);

    private static TokenCounts Of(Totals totals) => new(
        totals.Succeeded,
        totals.Tokens.Input,
        totals.Tokens.CachedInput,
        totals.Tokens.CacheWrite,
        totals.Tokens.Output,
        totals.Tokens.Reasoning);

    private static string Lines(IReadOnlyDictionary<string, TokenCounts> counts) =>
        string.Concat(counts.Select(entry => $"  {entry.Key}: {entry.Value}\n"));
}
