using System.Globalization;
using System.Text;
using System.Text.Json;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Selection;

namespace CodexPooler.Routing.Decisions;

/// <summary>A decision as an operator would tell it to a colleague.</summary>
internal static class DecisionWords
{
    public static string Of(DecisionRecord record, in Decision decision)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Attempt {record.Attempt} for {Model(record)}: ");
        if (decision.Winner < 0)
            Refused(text, record);
        else
            Served(text, record, decision);
        Excluded(text, record);
        // As the documents and the command line name it.
        var strategy = JsonNamingPolicy.SnakeCaseLower.ConvertName(decision.Policy.Strategy.Kind.ToString());
        text.Append(CultureInfo.InvariantCulture, $" Policy {record.PolicyVersion}, strategy {strategy}.");
        return text.ToString();
    }

    private static void Refused(StringBuilder text, DecisionRecord record)
    {
        var entry = RefusalCatalog.Of(record.Refusal);
        text.Append(
            CultureInfo.InvariantCulture, $"refused as {entry.ErrorType}. {entry.Message} What helps: {entry.OperatorAction}");
    }

    private static void Served(StringBuilder text, DecisionRecord record, in Decision decision)
    {
        var winner = record.Candidates[decision.Winner];
        var label = decision.View.Candidates[decision.Winner].Account.Label;
        text.Append(CultureInfo.InvariantCulture, $"served by {(label.Length > 0 ? label : winner.AccountId)}, because ");
        text.Append(record.Because switch
        {
            ChosenBecause.HardPin => "the conversation lives there and must not move",
            ChosenBecause.Session => Session(record, winner),
            ChosenBecause.PromptCache => "turns with the same prompt cache key go there",
            ChosenBecause.Probe => "it was due for a probe after its failures",
            ChosenBecause.SameAccountRetry => "the fault before asked for the same account",
            _ => "it ranked first",
        });
        text.Append(CultureInfo.InvariantCulture, $" ({winner.HeadroomPercent:0} % left, {winner.InFlight} open).");
    }

    private static string Session(DecisionRecord record, CandidateRecord winner) => string.Create(
        CultureInfo.InvariantCulture,
        $"its session is there and leaving would cost {winner.SwitchingTerm:0.00} ({record.CachedTokens} cached tokens)");

    private static void Excluded(StringBuilder text, DecisionRecord record)
    {
        var reasons = record.Candidates
            .Where(c => c.Exclusion != ExclusionReason.None)
            .GroupBy(c => c.Exclusion)
            .OrderByDescending(g => g.Count());
        foreach (var group in reasons)
            text.Append(
                CultureInfo.InvariantCulture, $" {group.Count()} {Accounts(group.Count())} {ExclusionWords.Of(group.Key)}.");
    }

    private static string Accounts(int count) => count == 1 ? "account:" : "accounts:";

    private static string Model(DecisionRecord record) => record.Model.Length == 0 ? record.RouteClass.ToString() : record.Model;
}
