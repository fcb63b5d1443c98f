using System.Globalization;
using CodexPooler.Cli.Output;
using CodexPooler.Cli.Parsing;
using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Cli.Routers;

internal static class StateView
{
    public static void Show(Screen screen, LiveStateReply state)
    {
        screen.Say($"{Spreads.Name(state.Replica)} at {Moment.Show(state.AtMs)}: {state.OpenLeases} open turns, "
            + $"{state.Pins} known homes of conversations, directory version {state.DirectoryVersion}.");
        if (state.ProviderIncident)
            screen.Say("The upstream fails for several accounts at once: no account is blamed for it.");
        foreach (var one in state.KillSwitches) screen.Say($"Stopped: {StoppedWords.Of(one, state.KeyNames)}.");
        if (state.Accounts.Count == 0) screen.Say("No accounts yet. Link one: pooler account link --pool POOL");
        else screen.Table(["ACCOUNT", "STATE", "OPEN", "LEFT", "QUOTA", "HELD AGAINST IT"], state.Accounts
            .OrderBy(account => account.Label, StringComparer.OrdinalIgnoreCase)
            .Select(account => Row(account, state.AtMs)));
        Others(screen, state);
    }

    private static string[] Row(LiveAccount account, long now) =>
    [
        account.Label.Length > 0 ? account.Label : account.AccountId,
        State(account, now),
        account.InFlight.ToString(CultureInfo.InvariantCulture),
        string.Create(CultureInfo.InvariantCulture, $"{account.HeadroomPercent:0} %"),
        Words.Of(account.QuotaState),
        string.Join("; ", account.Marks.Select(mark => Mark(mark, now)).Concat(account.Circuits.Select(Circuit))),
    ];

    private static string State(LiveAccount account, long now) => account.Blocked == ExclusionReason.None
        ? "serves"
        : account.BlockedUntilMs > now ? $"{account.Why}, {For(account.BlockedUntilMs, now)}" : account.Why;

    private static string Mark(MarkFact mark, long now) =>
        $"{mark.Rule} ({(mark.Subject.Length > 0 ? mark.Subject : Words.Of(mark.Scope))}) {For(mark.UntilMs, now)}";

    private static string Circuit(LiveCircuit circuit) =>
        $"{circuit.Failures} failures of {circuit.Model}: circuit {Words.Of(circuit.State)}";

    private static string For(long until, long now) => $"for {Moment.Span(TimeSpan.FromMilliseconds(until - now))}";

    private static void Others(Screen screen, LiveStateReply state)
    {
        if (state.Replicas.Count == 0) return;
        if (!state.BrokerConnected) screen.Say("The broker is away: this router goes on with its own view.");
        screen.Table(["OTHER ROUTERS", "LAST HEARD"], state.Replicas.Select(one => new[]
        {
            Spreads.Name(one.Origin), $"{Moment.Span(TimeSpan.FromMilliseconds(one.HeardAgoMs))} ago",
        }));
    }
}
