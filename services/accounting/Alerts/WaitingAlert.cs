namespace CodexPooler.Accounting.Alerts;

/// <summary>An alert that has not been delivered yet.</summary>
internal sealed class WaitingAlert
{
    public Guid AlertId { get; init; }

    public string Name { get; init; } = "";

    public string Body { get; init; } = "";

    public long CreatedAt { get; init; }

    public long Channel { get; init; }

    public long Attempts { get; init; }

    public long NextAttemptAt { get; init; }

    public string Webhook { get; init; } = "";

    public string Email { get; init; } = "";

    public string Secret { get; init; } = "";
}
