using System.Globalization;
using System.Text.Json;
using CodexPooler.Accounting.Pricing;
using CodexPooler.Contracts.Events;

namespace CodexPooler.Accounting.Exports;

/// <summary>What a reader of an export sees of one entry, in CSV and in JSON Lines alike.</summary>
internal sealed record ExportRecord(
    string TurnId, long Entry, string Kind, string PostedAt, string SettledAt, string PoolId, string KeyId, string? PersonId,
    string? AccountId, string? Project, string Client, string Model, string? Effort, string Tier, string Outcome, long Turns,
    long InputTokens, long CachedInputTokens, long CacheWriteTokens, long OutputTokens, long ReasoningTokens, string Pricing,
    long? EstimatedMicroDollars, string PriceBook, string? PriceLine)
{
    /// <summary>An unpriced entry has no cost at all, unless it takes back one that an earlier entry had.</summary>
    public static ExportRecord From(ExportEntry entry)
    {
        var pricing = (PricingStatus)entry.PricingNumber;
        return new(
            entry.TurnId.ToString("D"), entry.Entry, entry.Kind, Time(entry.PostedAtMs), Time(entry.SettledAtMs), entry.PoolId,
            entry.KeyId,
            entry.PersonId, entry.AccountId, entry.Project, entry.Client, entry.Model, entry.Effort, entry.Tier,
            Name((TurnOutcome)entry.OutcomeNumber), entry.Turns, entry.InputTokens, entry.CachedInputTokens,
            entry.CacheWriteTokens,
            entry.OutputTokens, entry.ReasoningTokens, Name(pricing), pricing.HasCost() || entry.Micros != 0 ? entry.Micros
            : null,
            entry.PriceBook, entry.PriceLine);
    }

    public static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private static string Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
        .ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
