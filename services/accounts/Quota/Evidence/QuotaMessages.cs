using System.Globalization;
using CodexPooler.Contracts.Directory.V1;
using Google.Protobuf.WellKnownTypes;

namespace CodexPooler.Accounts.Quota.Evidence;

/// <summary>Evidence as the contract carries it.</summary>
internal static class QuotaMessages
{
    public static AccountQuota Write(Guid accountId, AccountEvidence evidence, DateTimeOffset now)
    {
        var message = new AccountQuota
        {
            AccountId = accountId.ToString(),
            Plan = evidence.Plan?.Value ?? "",
            Credits = evidence.Credits is { } credits ? CreditText.Read(credits.Value) : null,
            LimitReached = evidence.LimitReached?.Value ?? "",
            SavedResets = evidence.SavedResets is { } saved ? int.Parse(saved.Value, CultureInfo.InvariantCulture) : 0,
        };
        foreach (var window in evidence.Current()) message.Windows.Add(Write(window, evidence, now));
        if (message.Windows.Count > 0) message.ObservedAt = message.Windows.Select(window => window.ObservedAt).Max();
        return message;
    }

    /// <summary>What a reporter says; <paramref name="generation"/> stands in where it names none.</summary>
    public static AccountEvidence Read(AccountQuota message, long generation, DateTimeOffset now)
    {
        var readings = message.Windows.Select(window => Read(window, generation)).Where(reading => Admission.Takes(reading, now))
            .ToList();
        var newest = readings.Max();
        var at = message.ObservedAt is { } observed
            ? observed.ToDateTimeOffset().ToUnixTimeMilliseconds()
            : newest?.ObservedAtMs ?? 0;
        var evidence = AccountEvidence.None.Add(readings);
        if (!Admission.IsNotAhead(at, now)) return evidence;
        Stamped? Stamp(string value) => value.Length == 0
            ? null
            : new(value, newest?.Generation ?? generation, at, newest?.Source ?? QuotaSource.Headers);
        return evidence with
        {
            Plan = Stamp(message.Plan),
            Credits = message.Credits is { } credits ? Stamp(CreditText.Write(credits)) : null,
            LimitReached = Stamp(message.LimitReached),
        };
    }

    private static QuotaReading Read(QuotaWindow window, long generation) => new(
        LimitName.Fold(window.Limit),
        window.WindowMinutes,
        window.UsedPercent,
        window.ResetsAt?.ToDateTimeOffset().ToUnixTimeMilliseconds() ?? 0,
        window.ObservedAt?.ToDateTimeOffset().ToUnixTimeMilliseconds() ?? 0,
        window.Source,
        window.CredentialGeneration > 0 ? window.CredentialGeneration : generation,
        string.Join(',', window.Models.Order(StringComparer.Ordinal)));

    private static QuotaWindow Write(QuotaReading reading, AccountEvidence evidence, DateTimeOffset now) => new()
    {
        Limit = reading.Limit,
        WindowMinutes = reading.Minutes,
        UsedPercent = reading.UsedPercent,
        ResetsAt = reading.ResetsAtMs == 0 ? null : At(reading.ResetsAtMs),
        ObservedAt = At(reading.ObservedAtMs),
        Source = reading.Source,
        CredentialGeneration = reading.Generation,
        Models = { reading.Models.Split(',', StringSplitOptions.RemoveEmptyEntries) },
        Forecast = Forecast.Of(reading, evidence.Windows[reading.Window].Readings, now),
    };

    private static Timestamp At(long milliseconds) =>
        Timestamp.FromDateTimeOffset(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));
}
