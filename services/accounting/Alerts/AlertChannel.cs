namespace CodexPooler.Accounting.Alerts;

/// <summary>A way an alert goes. The numbers are stored: never renumber.</summary>
internal enum AlertChannel
{
    Webhook = 1,
    Email = 2,
}
