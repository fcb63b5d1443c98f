using System.Text.Json;
using CodexPooler.Contracts.Ledger.V1;
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
        var warmUps = await WarmUpAsync(client);
        var home = (await control.LedgerAsync("responses")).Single(line => seat.Accounts.ContainsKey(line.Account ?? "")).Account!;
        await control.SendAsync(HttpMethod.Post, "faults", new
        {
            account = home,
            route = "responses",
            times = row.Times,
            effect = JsonDocument.Parse(row.Effect).RootElement,
        });

        var sees = await client.TurnAsync("TOKENS:40END");
        var turn = await SettledAsync(seat, warmUps);
        if (!row.HidesUsage) await installation.ShouldAgreeAsync(control, seat);
        return new(sees, await TriedAsync(seat, home, turn), Settled(turn));
    }

    private async Task<Seat> SeatAsync()
    {
        foreach (var id in accounts) await control.SendAsync(HttpMethod.Post, "accounts", new { id, plan = "plus" });
        return await installation.SeatAsync(control, accounts);
    }

    // The edge may know a key a moment before the router does.
    private static async Task<int> WarmUpAsync(IRowClient client)
    {
        var turns = 0;
        var last = "";
        await Eventually.TrueAsync(
            async () =>
            {
                turns++;
                return (last = await client.TurnAsync("SAY:hereEND")) == "complete";
            },
            () => $"a session begins: {last}");
        return turns;
    }

    private async Task<TurnDetail> SettledAsync(Seat seat, int warmUps)
    {
        var ledger = new Ledger.LedgerClient(installation.OperatorOf("accounting"));
        var request = new ListTurnsRequest { PoolId = seat.PoolId };
        await Eventually.TrueAsync(async () => (await ledger.ListTurnsAsync(request)).Turns.Count > warmUps, $"{row.Name} is settled");
        var turns = (await ledger.ListTurnsAsync(request)).Turns;
        if (turns.Count != warmUps + 1) throw new InvalidOperationException($"{row.Name} was settled {turns.Count - warmUps} times.");
        return await ledger.GetTurnAsync(new GetTurnRequest { TurnId = turns.MaxBy(turn => turn.StartedAt.ToDateTime())!.TurnId });
    }

    private async Task<string> TriedAsync(Seat seat, string home, TurnDetail turn)
    {
        var tried = turn.Attempts.Select(attempt => attempt.AccountId == seat.Accounts[home] ? "home" : "other");
        var asked = (await control.LedgerAsync("responses")).Count(line => seat.Accounts.ContainsKey(line.Account ?? "")) - 1;
        return $"{string.Join(", ", tried)}; {asked} upstream";
    }

    private static string Settled(TurnDetail turn)
    {
        var faults = turn.Attempts.Select(attempt => attempt.Fault).Where(fault => fault.Length > 0);
        var usage = turn.Turn.Tokens is null ? "usage unknown" : "usage known";
        return $"{turn.Turn.Outcome.ToString().ToLowerInvariant()}, {usage}{string.Concat(faults.Select(fault => $", {fault}"))}";
    }
}
