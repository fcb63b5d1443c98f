using CodexPooler.Accounting.Pricing;
using CodexPooler.Contracts.Ledger.V1;
using Google.Protobuf.WellKnownTypes;

namespace CodexPooler.Accounting.Queries;

/// <summary>Rows as messages.</summary>
internal static class LogMessages
{
    public static Turn ToMessage(this LogRow row)
    {
        var turn = new Turn
        {
            TurnId = row.TurnId.ToString("D"),
            StartedAt = row.StartedAt.ToTimestamp(),
            SettledAt = row.SettledAt.ToTimestamp(),
            PoolId = row.PoolId,
            KeyId = row.KeyId,
            PersonId = row.PersonId ?? "",
            AccountId = row.AccountId ?? "",
            ModelRequested = row.ModelRequested,
            ModelServed = row.ModelServed ?? "",
            Effort = row.Effort ?? "",
            TierRequested = row.TierRequested ?? "",
            TierServed = row.TierServed ?? "",
            Transport = row.Transport,
            Route = row.Route,
            Client = row.Client,
            Project = row.Project ?? "",
            Outcome = (Outcome)row.Outcome,
            HttpStatus = (int)row.HttpStatus,
            ErrorCode = row.ErrorCode ?? "",
            Attempts = (int)row.Attempts,
            Pricing = (Contracts.Ledger.V1.PricingStatus)row.Pricing,
            Timings = TimingsOf(row),
        };
        if (row.UsageKnown != 0)
            turn.Tokens = new Tokens
            {
                Input = row.Input,
                CachedInput = row.CachedInput,
                CacheWrite = row.CacheWrite,
                Output = row.Output,
                Reasoning = row.Reasoning,
            };
        if (((Pricing.PricingStatus)row.Pricing).HasCost()) turn.CostMicros = row.CostMicros;
        return turn;
    }

    public static Timestamp ToTimestamp(this long milliseconds) =>
        Timestamp.FromDateTimeOffset(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));

    private static Timings TimingsOf(LogRow row)
    {
        var timings = new Timings { TotalMs = (int)row.TotalMs };
        if (row.AdmittedMs is { } admitted) timings.AdmittedMs = (int)admitted;
        if (row.SelectedMs is { } selected) timings.SelectedMs = (int)selected;
        if (row.UpstreamHeadersMs is { } headers) timings.UpstreamHeadersMs = (int)headers;
        if (row.FirstByteMs is { } firstByte) timings.FirstByteMs = (int)firstByte;
        if (row.FirstOutputMs is { } firstOutput) timings.FirstOutputMs = (int)firstOutput;
        return timings;
    }
}
