using System.Globalization;
using System.Text.Json;
using CodexPooler.Accounting.Pricing;

namespace CodexPooler.Accounting.Exports;

/// <summary>
/// A row with the column names of the FinOps cost and usage specification (FOCUS 1.1, https://focus.finops.org). Subscription
/// traffic is not invoiced by use: BilledCost is 0 and the other costs are the estimate; columns with x_ are ours.
/// </summary>
internal sealed record FocusRecord(
    string BillingAccountId, string BillingCurrency, string BillingPeriodStart, string BillingPeriodEnd, string ChargeCategory,
    string ChargeClass, string ChargeDescription, string ChargeFrequency, string ChargePeriodStart, string ChargePeriodEnd,
    string ConsumedQuantity, string ConsumedUnit, string BilledCost, string ContractedCost, string EffectiveCost, string ListCost,
    string InvoiceIssuerName, string ProviderName, string PublisherName, string PricingCategory, string ResourceId,
    string ServiceCategory, string ServiceName, string SkuId, string SubAccountId, string Tags, string x_CostIsEstimate,
    string x_PricingStatus, string x_Turns)
{
    private const string Product = "Codex Pooler";

    public static FocusRecord From(FocusCharge charge, ExportRow export)
    {
        var day = DateTimeOffset.FromUnixTimeMilliseconds(charge.Day);
        var cost = Dollars(charge.Micros);
        return new(
            charge.PoolId, "USD", Time(export.Start), Time(export.End), "Usage", charge.IsCorrection == 1 ? "Correction" : "",
            $"{charge.Model} tokens, {charge.Tier} tier", "Usage-Based", Time(day), Time(day.AddDays(1)), Number(charge.Tokens),
            "Tokens",
            "0.000000", cost, cost, cost, Product, "OpenAI", "OpenAI", charge.Tier == "standard" ? "Standard" : "Dynamic",
            charge.AccountId ?? "", "AI and Machine Learning", "Codex", charge.PriceLine ?? $"{charge.Model}/{charge.Tier}",
            charge.KeyId,
            charge.Project is null ? "{}" : JsonSerializer.Serialize(
            new Dictionary<string, string> { ["project"] = charge.Project }),
            "true", ExportRecord.Name((PricingStatus)charge.PricingNumber), Number(charge.Turns));
    }

    /// <summary>Six decimals are exact: a micro-dollar is the ledger's unit.</summary>
    private static string Dollars(long micros) => (micros / 1_000_000m).ToString("0.000000", CultureInfo.InvariantCulture);

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
