using System.Globalization;
using System.Text;
using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Faults;

/// <summary>Writes the taxonomy as the document operators read.</summary>
internal static class FaultTable
{
    public static string Markdown()
    {
        var text = new StringBuilder();
        text.Append("# What every upstream signal means\n\n");
        text.Append(
            "Written from `FaultRules` in the router; a test fails when the two differ. The first row that matches decides.\n");
        text.Append(
            "Over all rows: after the first visible byte, and for compaction, nothing is ever repeated; a reset the upstream\n");
        text.Append(
            "names beats every other wait; newer evidence, a newer credential or an operator clears a mark early; faults in\n");
        text.Append("column *provider* on several accounts at once are taken for the provider's and cool no account.\n\n");
        text.Append("| rule | signal | scope | cool-down | retry | health | provider |\n|---|---|---|---|---|---|---|\n");
        foreach (var rule in FaultRules.All)
        {
            text.Append(
                CultureInfo.InvariantCulture, $"| `{rule.Name}` | {rule.Signal} | {Name(rule.Scope)} | {Cooldown(rule)} ");
            text.Append(
                CultureInfo.InvariantCulture, $"| {Name(rule.Retry)} | {(rule.CountsAgainstHealth ? "counts" : "neutral")} ");
            text.Append(CultureInfo.InvariantCulture, $"| {(rule.ProviderSuspect ? "suspect" : "")} |\n");
        }

        return text.ToString();
    }

    private static string Cooldown(FaultRule rule) => rule.Cooldown switch
    {
        CooldownKind.Fixed => Span(rule.Fixed),
        CooldownKind.UntilReset => "until `resets_at`, else " + Span(rule.Fixed),
        CooldownKind.Backoff => "`Retry-After`, else 1 s doubling to 30 min, with jitter",
        _ => "none",
    };

    private static string Span(TimeSpan span) => span switch
    {
        { TotalHours: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalHours} h"),
        { TotalMinutes: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalMinutes} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds} s"),
    };

    private static string Name(FaultScope scope) => scope.ToString().ToLowerInvariant();

    private static string Name(RetryAdvice retry) => retry switch
    {
        RetryAdvice.SameAccount => "same account",
        RetryAdvice.RefreshThenSame => "refresh, then same account",
        RetryAdvice.Never => "never",
        _ => "elsewhere",
    };
}
