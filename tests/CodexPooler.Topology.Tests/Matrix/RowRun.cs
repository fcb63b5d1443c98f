using System.Text.Json;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Contracts.Ledger.V1;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Testing.Ledgers;
using CodexPooler.Testing.Simulated;
using CodexPooler.Testing.Time;
using CodexPooler.Testing.Topology;

namespace CodexPooler.Topology.Tests.Matrix;

/// <summary>One row: a session finds its home account, the fault strikes there, and everybody is asked what happened.</summary>
public sealed class RowRun(
    FaultRow row, IInstallation installation, SimulatorControl control, IReadOnlyList<string> accounts)
{
    public async Task<RowResult> OverAsync(Func<Uri, string, IRowClient> open)
    {
        var seat = await SeatAsync();
        await using var client = open(installation.Clients, seat.ApiKey);
        await BeginAsync(client);
        var warmUps = client.Asked;
        var home = (await AskedAsync(seat)).Single();
        await FirstLookAsync(seat.Accounts[home]);
        await control.SendAsync(HttpMethod.Post, "faults", new
        {
            account = home,
            route = row.Route,
            times = row.Times,
            effect = JsonDocument.Parse(row.Effect).RootElement,
        });

        var sees = await client.TurnAsync("TOKENS:40END");
        var turns = await SettledAsync(seat, client.Asked, warmUps);
        if (!row.HidesUsage) await installation.ShouldAgreeAsync(control, seat);
        return new(sees, await TriedAsync(seat, home, turns), string.Join("; then ", turns.Select(Settled)))
        {
            Because = await BecauseAsync(turns),
        };
    }

    private async Task<Seat> SeatAsync()
    {
        foreach (var id in accounts) await control.SendAsync(HttpMethod.Post, "accounts", new { id, plan = "plus" });
        return await installation.SeatAsync(control, accounts);
    }

    // The router may hear of the seat's accounts a moment later.
    private static async Task BeginAsync(IRowClient client)
    {
        var last = "";
        await Eventually.TrueAsync(
            async () => (last = await client.TurnAsync("SAY:hereEND")) == "complete", () => $"a session begins: {last}");
    }

    // What is left of a new account is asked within seconds. After the fault that would be news which contradicts it.
    private async Task FirstLookAsync(string account)
    {
        var quota = new Quota.QuotaClient(installation.OperatorOf("accounts"));
        await quota.PollAsync(new() { AccountId = account });
    }

    private async Task<string> BecauseAsync(IReadOnlyList<TurnDetail> turns)
    {
        var router = new RouterAdmin.RouterAdminClient(installation.OperatorOf("router"));
        var told = turns.Select(turn => router.ExplainAsync(new() { TurnId = turn.Turn.TurnId }).ResponseAsync);
        return string.Join('\n', (await Task.WhenAll(told)).SelectMany(reply => reply.Decisions).Select(one => one.Words));
    }

    private async Task<IReadOnlyList<TurnDetail>> SettledAsync(Seat seat, int asked, int warmUps)
    {
        var ledger = new Ledger.LedgerClient(installation.OperatorOf("accounting"));
        var request = new ListTurnsRequest { PoolId = seat.PoolId };
        var count = 0;
        await Eventually.TrueAsync(
            async () => (count = (await ledger.ListTurnsAsync(request)).Turns.Count) >= asked,
            () => $"{row.Name} is settled: {asked} turns, not {count}");
        var turns = (await ledger.ListTurnsAsync(request)).Turns.OrderBy(turn => turn.StartedAt.ToDateTime()).ToList();
        if (turns.Count != asked)
            throw new InvalidOperationException($"{row.Name}: {asked} turns were settled as {turns.Count}.");
        var details = turns.Skip(warmUps)
            .Select(turn => ledger.GetTurnAsync(new GetTurnRequest { TurnId = turn.TurnId }).ResponseAsync);
        return await Task.WhenAll(details);
    }

    private async Task<IReadOnlyList<string>> AskedAsync(Seat seat) =>
        [.. (await control.LedgerAsync("responses")).Select(line => line.Account ?? "").Where(seat.Accounts.ContainsKey)];

    private async Task<string> TriedAsync(Seat seat, string home, IReadOnlyList<TurnDetail> turns)
    {
        var tried = turns.Select(turn => turn.Attempts.Count == 0 ? "nobody" : string.Join(
            ", ", turn.Attempts.Select(attempt => attempt.AccountId == seat.Accounts[home] ? "home" : "other")));
        return $"{string.Join("; then ", tried)}; {(await AskedAsync(seat)).Count - 1} upstream";
    }

    private static string Settled(TurnDetail turn)
    {
        var faults = turn.Attempts.Select(attempt => attempt.Fault).Where(fault => fault.Length > 0);
        var usage = turn.Turn.Tokens is null ? "usage unknown" : "usage known";
        return $"{turn.Turn.Outcome.ToString().ToLowerInvariant()}, {usage}{string.Concat(faults.Select(fault => $", {fault}"))}";
    }
}
