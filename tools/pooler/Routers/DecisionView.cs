using System.Globalization;
using CodexPooler.Cli.Output;
using CodexPooler.Cli.Parsing;
using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Cli.Routers;

/// <summary>Each attempt in words, then every account that was looked at, the winner first.</summary>
internal static class DecisionView
{
    public static void Show(Screen screen, IEnumerable<DecisionRecord> decisions)
    {
        var first = true;
        foreach (var decision in decisions)
        {
            if (!first) screen.Say("");
            first = false;
            screen.Say(decision.Words);
            screen.Say($"Decided {Moment.Show(decision.AtMs)} by {Spreads.Name(decision.Replica)}.");
            if (decision.Candidates.Count == 0) screen.Say("It was decided before any account was looked at.");
            else screen.Table(
                ["ACCOUNT", "RESULT", "SCORE", "STRATEGY", "CACHE", "PRESSURE", "LEAVING", "OPEN", "LEFT"],
                decision.Candidates
                    .OrderBy(one => one.AccountId != decision.WinnerAccountId)
                    .ThenBy(one => one.Exclusion != ExclusionReason.None)
                    .ThenByDescending(one => one.Score)
                    .Select(one => Row(one, decision)));
        }
    }

    private static string[] Row(CandidateRecord one, DecisionRecord decision)
    {
        var result = one.AccountId == decision.WinnerAccountId ? "served"
            : one.Exclusion != ExclusionReason.None ? one.Why
            : "could serve";
        var isScored = one.Exclusion == ExclusionReason.None;
        return
        [
            one.Label.Length > 0 ? one.Label : one.AccountId,
            one.Demoted ? $"{result}, failed a moment ago" : one.CircuitProbe ? $"{result}, as a probe" : result,
            Number(one.Score, isScored), Number(one.StrategyTerm, isScored), Number(one.LocalityTerm, isScored),
            Number(one.PressureTerm, isScored), Number(one.SwitchingTerm, isScored),
            one.InFlight.ToString(CultureInfo.InvariantCulture),
            string.Create(CultureInfo.InvariantCulture, $"{one.HeadroomPercent:0} %"),
        ];
    }

    private static string Number(double value, bool isScored) =>
        isScored && value != 0 ? value.ToString("0.00", CultureInfo.InvariantCulture) : "";
}
