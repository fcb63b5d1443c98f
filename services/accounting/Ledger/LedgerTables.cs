using System.Text.Json;
using CodexPooler.Contracts.Events;
using CodexPooler.Data.Bulk;
using static CodexPooler.Data.Bulk.BulkColumns;

namespace CodexPooler.Accounting.Ledger;

/// <summary>How turns and attempts become rows.</summary>
internal static class LedgerTables
{
    public static readonly BulkInsert<LedgerTurn> Turns = new(
        "turns",
        "ON CONFLICT DO NOTHING",
        Id<LedgerTurn>("turn_id", turn => turn.Fact.TurnId),
        Number<LedgerTurn>("started_at", turn => turn.Fact.StartedAt.ToUnixTimeMilliseconds()),
        Number<LedgerTurn>("settled_at", turn => turn.SettledAt),
        Text<LedgerTurn>("pool_id", turn => turn.Fact.PoolId),
        Text<LedgerTurn>("key_id", turn => turn.Fact.KeyId),
        Text<LedgerTurn>("person_id", turn => turn.Fact.PersonId),
        Text<LedgerTurn>("account_id", turn => turn.Fact.AccountId),
        Text<LedgerTurn>("model", turn => turn.Model),
        Text<LedgerTurn>("model_requested", turn => turn.Fact.ModelRequested),
        Text<LedgerTurn>("model_served", turn => turn.Fact.ModelServed),
        Text<LedgerTurn>("effort", turn => turn.Effort),
        Text<LedgerTurn>("tier", turn => turn.Tier),
        Text<LedgerTurn>("tier_requested", turn => turn.Fact.TierRequested),
        Text<LedgerTurn>("tier_served", turn => turn.Fact.TierServed),
        Text<LedgerTurn>("transport", turn => turn.Fact.Transport),
        Text<LedgerTurn>("route", turn => turn.Fact.Route),
        Text<LedgerTurn>("client", turn => turn.Fact.ClientFamily),
        Text<LedgerTurn>("project", turn => turn.Fact.ProjectTag),
        Number<LedgerTurn>("outcome", turn => (long)turn.Fact.Outcome),
        Number<LedgerTurn>("http_status", turn => turn.Fact.HttpStatus),
        Text<LedgerTurn>("error_code", turn => turn.Fact.ErrorCode),
        Number<LedgerTurn>("attempts", turn => turn.Fact.Attempts.Count),
        Number<LedgerTurn>("usage_known", turn => turn.Fact.Usage is null ? 0 : 1),
        Number<LedgerTurn>("input", turn => turn.Fact.Usage?.Input ?? 0),
        Number<LedgerTurn>("cached_input", turn => turn.Fact.Usage?.CachedInput ?? 0),
        Number<LedgerTurn>("cache_write", turn => turn.Fact.Usage?.CacheWrite ?? 0),
        Number<LedgerTurn>("output", turn => turn.Fact.Usage?.Output ?? 0),
        Number<LedgerTurn>("reasoning", turn => turn.Fact.Usage?.Reasoning ?? 0),
        Text<LedgerTurn>("unpriced", turn => turn.Fact.Unpriced.Count == 0 ? null : JsonSerializer.Serialize(turn.Fact.Unpriced)),
        OptionalNumber<LedgerTurn>("admitted_ms", turn => turn.Fact.Timings.AdmittedMs),
        OptionalNumber<LedgerTurn>("selected_ms", turn => turn.Fact.Timings.SelectedMs),
        OptionalNumber<LedgerTurn>("upstream_headers_ms", turn => turn.Fact.Timings.UpstreamHeadersMs),
        OptionalNumber<LedgerTurn>("first_byte_ms", turn => turn.Fact.Timings.FirstByteMs),
        OptionalNumber<LedgerTurn>("first_output_ms", turn => turn.Fact.Timings.FirstOutputMs),
        Number<LedgerTurn>("total_ms", turn => turn.Fact.Timings.TotalMs));

    public static readonly BulkInsert<(Guid TurnId, TurnAttemptRecord Attempt)> Attempts = new(
        "attempts",
        "ON CONFLICT DO NOTHING",
        Id<(Guid TurnId, TurnAttemptRecord Attempt)>("turn_id", row => row.TurnId),
        Number<(Guid TurnId, TurnAttemptRecord Attempt)>("number", row => row.Attempt.Number),
        Text<(Guid TurnId, TurnAttemptRecord Attempt)>("account_id", row => row.Attempt.AccountId),
        Number<(Guid TurnId, TurnAttemptRecord Attempt)>("started_at", row => row.Attempt.StartedAt.ToUnixTimeMilliseconds()),
        Number<(Guid TurnId, TurnAttemptRecord Attempt)>("duration_ms", row => row.Attempt.DurationMs),
        Number<(Guid TurnId, TurnAttemptRecord Attempt)>("outcome", row => (long)row.Attempt.Outcome),
        Number<(Guid TurnId, TurnAttemptRecord Attempt)>("upstream_status", row => row.Attempt.UpstreamStatus),
        Text<(Guid TurnId, TurnAttemptRecord Attempt)>("fault", row => row.Attempt.Fault));

    public static readonly BulkInsert<LedgerEntry> Entries = new(
        "entries",
        "",
        Id<LedgerEntry>("turn_id", entry => entry.TurnId),
        Number<LedgerEntry>("number", entry => entry.Number),
        Number<LedgerEntry>("posted_at", entry => entry.PostedAt),
        Number<LedgerEntry>("settled_at", entry => entry.SettledAt),
        Number<LedgerEntry>("pricing", entry => (long)entry.Pricing),
        Number<LedgerEntry>("cost_micros", entry => entry.CostMicros),
        Text<LedgerEntry>("book_version", entry => entry.BookVersion),
        Text<LedgerEntry>("price_line", entry => entry.PriceLine));
}
