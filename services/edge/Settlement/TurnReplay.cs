using System.Text.Json;
using CodexPooler.Contracts.Events;

namespace CodexPooler.Edge.Settlement;

/// <summary>Reads turns back from the spool. Spools of earlier versions hold JSON, which begins with a brace.</summary>
internal static class TurnReplay
{
    private const byte Json = (byte)'{';

    public static TurnSettled Read(ReadOnlySpan<byte> record)
    {
        if (record[0] == Json) return JsonSerializer.Deserialize(record, TurnJson.Default.TurnSettled)!;
        var reader = new RecordReader(record);
        var fields = reader.Byte();
        if (fields != TurnRecord.Fields)
            throw new InvalidDataException($"The spool holds a record of a later version ({fields}).");
        return new()
        {
            TurnId = reader.Id(),
            StartedAt = reader.Moment(),
            SettledAt = reader.Moment(),
            PoolId = reader.Text(),
            KeyId = reader.Text(),
            PersonId = reader.TextOrNull(),
            AccountId = reader.TextOrNull(),
            ModelRequested = reader.Text(),
            ModelServed = reader.TextOrNull(),
            EffortRequested = reader.TextOrNull(),
            EffortServed = reader.TextOrNull(),
            TierRequested = reader.TextOrNull(),
            TierServed = reader.TextOrNull(),
            Transport = reader.Text(),
            Route = reader.Text(),
            ClientFamily = reader.Text(),
            ProjectTag = reader.TextOrNull(),
            Outcome = (TurnOutcome)reader.Number(),
            HttpStatus = (int)reader.Number(),
            ErrorCode = reader.TextOrNull(),
            Usage = reader.Byte() == 0
                ? null
                : new(reader.Number(), reader.Number(), reader.Number(), reader.Number(), reader.Number()),
            Unpriced = reader.Many(static (ref RecordReader item) => new UnpricedQuantity(item.Text(), item.Number())),
            Timings = Timings(ref reader),
            Attempts = reader.Many(Attempt),
            Quota = reader.Many(Quota),
        };
    }

    private static TurnTimings Timings(ref RecordReader reader) => new()
    {
        AdmittedMs = reader.NumberOrNull(),
        SelectedMs = reader.NumberOrNull(),
        UpstreamHeadersMs = reader.NumberOrNull(),
        FirstByteMs = reader.NumberOrNull(),
        FirstOutputMs = reader.NumberOrNull(),
        TotalMs = (int)reader.Number(),
    };

    private static TurnAttemptRecord Attempt(ref RecordReader reader) => new()
    {
        Number = (int)reader.Number(),
        AccountId = reader.Text(),
        StartedAt = reader.Moment(),
        DurationMs = (int)reader.Number(),
        Outcome = (AttemptOutcome)reader.Number(),
        UpstreamStatus = (int)reader.Number(),
        Fault = reader.TextOrNull(),
    };

    private static QuotaObserved Quota(ref RecordReader reader) => new()
    {
        AccountId = reader.Text(),
        Limit = reader.Text(),
        WindowMinutes = (int)reader.Number(),
        UsedPercent = reader.Double(),
        ResetsAt = reader.MomentOrNull(),
        ObservedAt = reader.Moment(),
        Source = reader.Text(),
        CredentialGeneration = reader.Number(),
        Models = reader.Many(static (ref RecordReader item) => item.Text()),
    };
}
