namespace CodexPooler.Edge.Relay;

/// <summary>One window as a response told it; windows are told apart by their length.</summary>
internal readonly record struct QuotaReading(
    string Limit, double UsedPercent, int WindowMinutes, DateTimeOffset? ResetsAt, bool FromStream);
